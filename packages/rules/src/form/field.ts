import type { FieldDraft, FieldKind, FieldLimits, FieldOption } from "@cloverdesk/contracts";
import { isBlank } from "../text/fold.ts";

/** What is wrong with how a field is set up, each with one meaning; shown beside the input. */
export const FIELD_FAULTS = {
  required: { zh: "必填", en: "Required" },
  bad_code: {
    zh: "用小写字母、数字和下划线，以字母开头，2 到 40 个字符",
    en: "Small letters, digits and _, beginning with a letter, 2 to 40 characters",
  },
  bad_option_code: {
    zh: "选项编码用字母、数字和 . _ -，最多 40 个字符",
    en: "Option codes are letters, digits and . _ -, at most 40 characters",
  },
  reserved_code: { zh: "该编码由系统使用，请换一个", en: "The product itself uses this code. Choose another" },
  option_twice: { zh: "选项编码重复", en: "Two options have the same code" },
  no_options: { zh: "至少要有一个可选的选项", en: "At least one option must be there to choose" },
  min_over_max: { zh: "下限大于上限", en: "The lower limit is above the upper" },
} as const;
export type FieldFault = keyof typeof FIELD_FAULTS;

/** The limits that make sense for each kind. */
export const LIMITS_OF: Record<FieldKind, readonly (keyof FieldLimits)[]> = {
  text: ["minLength", "maxLength", "multiline"],
  number: ["min", "max", "decimals"],
  money: ["currency", "min", "max", "decimals"],
  date: ["from", "to"],
  select: [],
  multi_select: ["maxItems"],
  cascade: [],
  phone: [],
  email: [],
  address: ["minLength", "maxLength"],
  user: [],
  attachment: ["maxItems"],
  switch: [],
};
export const hasOptions = (kind: FieldKind): boolean => kind === "select" || kind === "multi_select" || kind === "cascade";

/** Parts of a ticket that are changed under a code as fields are. A field must not have one of these codes. */
const RESERVED_CODES = new Set(["category", "customer", "node", "state", "group", "handler", "parent", "merged_into", "flow_version"]);
const FIELD_CODE = /^[a-z][a-z0-9_]{1,39}$/;
const OPTION_CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;

/** What is wrong with a field's setup, by input: `code`, `name`, `limits`, `options` and each option by its path, `options.a.b`. */
export function fieldFaults(code: string, draft: Pick<FieldDraft, "kind" | "name" | "options" | "limits">): Record<string, FieldFault> {
  const faults: Record<string, FieldFault> = {};
  if (!FIELD_CODE.test(code)) faults.code = code ? "bad_code" : "required";
  else if (RESERVED_CODES.has(code)) faults.code = "reserved_code";
  if (isBlank(draft.name.zh) || isBlank(draft.name.en)) faults.name = "required";
  const { minLength = 0, maxLength = Infinity, min = -Infinity, max = Infinity, from = "", to = "9999" } = draft.limits;
  if (minLength > maxLength || min > max || from > to) faults.limits = "min_over_max";
  if (hasOptions(draft.kind)) {
    if (!draft.options.some(({ active }) => active)) faults.options = "no_options";
    Object.assign(faults, optionFaults(draft.options, "options"));
  }
  return faults;
}

function optionFaults(options: readonly FieldOption[], path: string): Record<string, FieldFault> {
  const faults: Record<string, FieldFault> = {};
  const seen = new Set<string>();
  for (const { code, name, children } of options) {
    const here = `${path}.${code}`;
    if (!OPTION_CODE.test(code)) faults[here] = "bad_option_code";
    else if (seen.has(code)) faults[here] = "option_twice";
    else if (isBlank(name.zh) || isBlank(name.en)) faults[here] = "required";
    seen.add(code);
    if (children) Object.assign(faults, optionFaults(children, here));
  }
  return faults;
}

/** The draft with only what its kind knows: limits of other kinds, options of fields without options and children outside cascades are left out. */
export function tidyField<T extends Pick<FieldDraft, "kind" | "options" | "limits">>(draft: T): T {
  const limits = Object.fromEntries(
    LIMITS_OF[draft.kind].map((key) => [key, draft.limits[key]]).filter(([, value]) => value !== undefined),
  );
  const options = hasOptions(draft.kind)
    ? draft.options.map(({ children, ...option }) => (draft.kind === "cascade" && children?.length ? { ...option, children } : option))
    : [];
  return { ...draft, limits, options };
}

/** Paths of the options that `before` has and `after` has not: `["a", "b"]` is b below a. */
export function lostOptions(before: readonly FieldOption[], after: readonly FieldOption[], above: string[] = []): string[][] {
  return before.flatMap(({ code, children = [] }) => {
    const kept = after.find((option) => option.code === code);
    const path = [...above, code];
    return kept ? lostOptions(children, kept.children ?? [], path) : [path];
  });
}
