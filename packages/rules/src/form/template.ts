import type { FieldOption, FormField, TicketField } from "@cloverdesk/contracts";
import type { FieldsByCode } from "./form.ts";
import { checkValue, isEmpty } from "./value.ts";

/** What is wrong with a field's place in a template, each with one meaning; shown beside the field. */
export const TEMPLATE_FAULTS = {
  unknown_field: { zh: "字段库里没有这个字段", en: "The field library has no such field" },
  retired_field: { zh: "字段已停用，不能再加入模板", en: "The field is retired and can no longer be added" },
  bad_default: { zh: "默认值不符合字段的规则", en: "The default is no value of this field" },
  condition_unknown: { zh: "显示条件引用了不在此模板中的字段", en: "The condition asks a field that is not in this template" },
  condition_itself: { zh: "字段不能以自己为显示条件", en: "A field cannot depend on itself" },
  condition_circle: { zh: "显示条件互相循环，字段永远不会出现", en: "The conditions go in a circle: the field would never show" },
  condition_no_value: { zh: "显示条件没有选值", en: "The condition names no value" },
  condition_option: { zh: "显示条件引用了不存在的选项", en: "The condition names an option that does not exist" },
} as const;
export type TemplateFault = keyof typeof TEMPLATE_FAULTS;

/** The first thing that is wrong with each field of a template, by code. `kept`: codes that the version before had, which may be retired since. */
export function templateFaults(
  form: readonly FormField[],
  fields: FieldsByCode,
  kept: ReadonlySet<string> = new Set(),
): Record<string, TemplateFault> {
  const places = new Map(form.map((place) => [place.code, place]));
  const faults: Record<string, TemplateFault> = {};
  for (const place of form) {
    const fault = faultOf(place, places, fields, kept);
    if (fault) faults[place.code] = fault;
  }
  return faults;
}

function faultOf(place: FormField, places: ReadonlyMap<string, FormField>, fields: FieldsByCode, kept: ReadonlySet<string>) {
  const field = fields.get(place.code);
  if (!field) return "unknown_field";
  if (!field.active && !kept.has(place.code)) return "retired_field";
  if (!isEmpty(place.default) && !checkValue(field, place.default).ok) return "bad_default";
  for (const { code, is, values } of place.visibleWhen) {
    const asked = fields.get(code);
    if (code === place.code) return "condition_itself";
    if (!places.has(code) || !asked) return "condition_unknown";
    if (is !== "any_of" && is !== "none_of") continue;
    if (values.length === 0) return "condition_no_value";
    const options = codesOf(asked);
    if (options && !values.every((value) => options.has(value))) return "condition_option";
  }
  return hangsOnItself(place.code, places) ? "condition_circle" : null;
}

/** Whether the conditions lead back to where they began. */
function hangsOnItself(start: string, places: ReadonlyMap<string, FormField>): boolean {
  const seen = new Set<string>();
  const next = [start];
  for (let code = next.pop(); code !== undefined; code = next.pop())
    for (const when of places.get(code)?.visibleWhen ?? []) {
      if (when.code === start) return true;
      if (!seen.has(when.code)) next.push(when.code);
      seen.add(when.code);
    }
  return false;
}

/** Every value that a field can have, where these can be listed. */
function codesOf({ kind, options }: TicketField): ReadonlySet<string> | null {
  if (kind === "switch") return new Set(["true", "false"]);
  if (kind !== "select" && kind !== "multi_select" && kind !== "cascade") return null;
  const all = (level: readonly FieldOption[]): string[] => level.flatMap(({ code, children = [] }) => [code, ...all(children)]);
  return new Set(all(options));
}
