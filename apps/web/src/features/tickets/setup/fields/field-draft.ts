import type { FieldDraft, FieldOption, TicketField, TicketTemplate } from "@cloverdesk/contracts";
import { checkValue, isEmpty } from "@cloverdesk/rules/form";

/** What is edited of a field. */
export type FieldEdit = FieldDraft & { active: boolean };

export const NEW_FIELD: FieldEdit = {
  kind: "text",
  origin: "custom",
  name: { zh: "", en: "" },
  hint: null,
  options: [],
  limits: {},
  indexed: false,
  active: true,
};

export function editOf({ kind, origin, name, hint, options, limits, indexed, active }: TicketField): FieldEdit {
  return { kind, origin: origin === "system" ? "custom" : origin, name, hint, options, limits, indexed, active };
}

/** An option code made of its English name, or counted, that none of these have. */
export function optionCode(name: { zh: string; en: string }, taken: readonly FieldOption[]): string {
  const codes = new Set(taken.map(({ code }) => code));
  const word = name.en
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 36);
  if (word && !codes.has(word)) return word;
  for (let n = word ? 2 : taken.length + 1; ; n++) {
    const code = word ? `${word}_${n}` : `option_${n}`;
    if (!codes.has(code)) return code;
  }
}

export function withOption(options: readonly FieldOption[], name: { zh: string; en: string }, code = ""): FieldOption[] {
  const [zh, en] = [name.zh.trim() || name.en.trim(), name.en.trim() || name.zh.trim()];
  return [...options, { code: code.trim() || optionCode({ zh, en }, options), name: { zh, en }, active: true }];
}

/**
 * Options of pasted lines, behind those that are there. A line is `中文, English, code` (also parted by tabs, as copied from a sheet; the last two may
 * be missing); in a cascade ` > ` leads down: `北京 > 朝阳`. What is there by the same name is not added again.
 */
export function withLines(options: readonly FieldOption[], text: string, cascade: boolean): FieldOption[] {
  let all = [...options];
  for (const line of text
    .split(/\r?\n/)
    .map((each) => each.trim())
    .filter(Boolean)) {
    const steps = cascade ? line.split(/\s*>\s*/).filter(Boolean) : [line];
    all = withPath(all, steps);
  }
  return all;
}

function withPath(options: FieldOption[], [step, ...below]: string[]): FieldOption[] {
  if (!step) return options;
  const [zh = "", en = "", code = ""] = step.split(/\t|[,，]/).map((part) => part.trim());
  const known = options.some((option) => option.name.zh === zh || (code !== "" && option.code === code));
  const there = known ? options : withOption(options, { zh, en }, code);
  if (below.length === 0) return there;
  return there.map((option) => {
    const here = known ? option.name.zh === zh || option.code === code : option === there.at(-1);
    return here ? { ...option, children: withPath([...(option.children ?? [])], below) } : option;
  });
}

/** Templates in use whose default the field takes now, and would not take any more as it is edited: new tickets then begin without it. */
export function templatesLosingDefault(templates: readonly TicketTemplate[], field: TicketField, edit: FieldEdit): TicketTemplate[] {
  const edited: TicketField = { ...field, ...edit, origin: field.origin };
  return templates.filter(({ active, fields }) => {
    const value = fields.find(({ code }) => code === field.code)?.default ?? null;
    return active && !isEmpty(value) && checkValue(field, value).ok && !checkValue(edited, value).ok;
  });
}
