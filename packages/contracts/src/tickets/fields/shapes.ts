import { z } from "zod";
import { type Bilingual, bilingualLine, day, id } from "../../kernel/shapes.ts";
import { code, text } from "../../kernel/text.ts";

/** Every kind of field with the form of its value: what is stored, sent and filtered by. */
export const FIELD_KINDS = {
  /** A string. */
  text: { zh: "文本", en: "Text" },
  /** A number. */
  number: { zh: "数字", en: "Number" },
  /** A decimal string in the field's currency, `"12.50"`. */
  money: { zh: "金额", en: "Money" },
  /** `YYYY-MM-DD`, a day without a time zone. */
  date: { zh: "日期", en: "Date" },
  /** An option's code. */
  select: { zh: "单选", en: "Choice" },
  /** Options' codes, each once. */
  multi_select: { zh: "多选", en: "Several choices" },
  /** Codes from the root to the option chosen. */
  cascade: { zh: "级联", en: "Cascade" },
  /** E.164. */
  phone: { zh: "电话", en: "Phone" },
  email: { zh: "邮箱", en: "E-mail" },
  /** A string. */
  address: { zh: "地址", en: "Address" },
  /** A person's id. */
  user: { zh: "人员", en: "Person" },
  /** Ids of uploaded files. */
  attachment: { zh: "附件", en: "Attachment" },
  /** true or false. */
  switch: { zh: "开关", en: "Switch" },
} as const satisfies Record<string, Bilingual>;
export type FieldKind = keyof typeof FIELD_KINDS;
export const fieldKind = z.enum(Object.keys(FIELD_KINDS) as [FieldKind, ...FieldKind[]]);

/** One and the same in type, template, filter and import sheet. */
export const fieldCode = code(/^[a-z][a-z0-9_]{1,39}$/, "small letters, digits and _, beginning with a letter");
const optionCode = code(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/);

export interface FieldOption {
  code: string;
  name: Bilingual;
  /** A retired option is still shown where it was chosen, and cannot be chosen again. */
  active: boolean;
  /** Cascades only. */
  children?: FieldOption[] | undefined;
}
export const fieldOption: z.ZodType<FieldOption, FieldOption> = z.lazy(() =>
  z.object({ code: optionCode, name: bilingualLine(200), active: z.boolean(), children: z.array(fieldOption).max(500).optional() }),
);

/** Limits of a field's value; each applies to the kinds it makes sense for. */
export const fieldLimits = z.object({
  minLength: z.number().int().min(0).max(10_000).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  /** Written in several lines. */
  multiline: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Digits after the point. */
  decimals: z.number().int().min(0).max(6).optional(),
  /** ISO 4217. */
  currency: code(/^[A-Z]{3}$/).optional(),
  /** Earliest and latest day, `YYYY-MM-DD`. */
  from: day.optional(),
  to: day.optional(),
  maxItems: z.number().int().min(1).max(50).optional(),
});
export type FieldLimits = z.infer<typeof fieldLimits>;

export const fieldOrigin = z.enum(["system", "business", "custom"]);
/** What ops write of a field. The kind stays once tickets have values. */
export const fieldDraft = z.object({
  kind: fieldKind,
  origin: fieldOrigin.exclude(["system"]).default("custom"),
  name: bilingualLine(200),
  hint: bilingualLine(1_000).nullable().default(null),
  options: z.array(fieldOption).max(1_000).default([]),
  limits: fieldLimits.default({}),
  /** Gets an index of its own, so that a million tickets can be filtered and sorted by it. */
  indexed: z.boolean().default(false),
});
export type FieldDraft = z.infer<typeof fieldDraft>;

export const ticketField = fieldDraft.extend({
  code: fieldCode,
  origin: fieldOrigin,
  active: z.boolean(),
  version: z.number().int(),
  /** Whether the index is there yet; it is built in the background. */
  indexReady: z.boolean(),
});
export type TicketField = z.infer<typeof ticketField>;

/** A value as JSON; which of these depends on the field's kind. `null` is no value. */
export const fieldValue = z.union([text(10_000), z.number(), z.boolean(), z.array(text(100)).max(50), z.null()]);
export type FieldValue = z.infer<typeof fieldValue>;
/** Values by field code. */
export const fieldValues = z.record(fieldCode, fieldValue);
export type FieldValues = z.infer<typeof fieldValues>;

/** The fields that every installation has; their values are columns of the ticket. */
export const SYSTEM_FIELDS = ["title", "priority", "phone"] as const;
export type SystemField = (typeof SYSTEM_FIELDS)[number];
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export const priority = z.enum(PRIORITIES);
export type Priority = z.infer<typeof priority>;

/** A condition on another field of the same form, which decides whether a field is shown. */
export const visibleWhen = z.object({
  code: fieldCode,
  is: z.enum(["any_of", "none_of", "filled", "empty"]),
  values: z.array(text(100)).max(50).default([]),
});
export type VisibleWhen = z.infer<typeof visibleWhen>;

/** The heading of a section of a form; empty in both languages where fields stand without one. */
const sectionName = bilingualLine(60);

/** A field's place in a form. */
export const formField = z.object({
  code: fieldCode,
  section: sectionName.default({ zh: "", en: "" }),
  required: z.boolean().default(false),
  default: fieldValue.default(null),
  /** All must hold. */
  visibleWhen: z.array(visibleWhen).max(10).default([]),
});
export type FormField = z.infer<typeof formField>;

/** A template picks fields by code and orders them. Versions never change, so old tickets keep rendering. */
export const templateDraft = z.object({
  name: bilingualLine(200),
  fields: z
    .array(formField)
    .min(1)
    .max(100)
    .refine((fields) => new Set(fields.map(({ code }) => code)).size === fields.length, "a field is listed twice"),
  active: z.boolean().default(true),
});
export type TemplateDraft = z.infer<typeof templateDraft>;
export const ticketTemplate = templateDraft.extend({ id, typeId: id, version: z.number().int() });
export type TicketTemplate = z.infer<typeof ticketTemplate>;
