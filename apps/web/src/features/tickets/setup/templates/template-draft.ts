import { type Bilingual, type FormField, formField, type TicketTemplate } from "@cloverdesk/contracts";
import { bySection, NO_SECTION } from "@cloverdesk/rules/form";

export interface FormSection {
  /** Only for the page: a section may be renamed while it is edited. */
  key: string;
  name: Bilingual;
  fields: FormField[];
}
/** What is edited of a template. */
export interface TemplateEdit {
  name: Bilingual;
  sections: FormSection[];
}
/** A place in the form: which section, and before which of its fields. */
export interface At {
  section: number;
  index: number;
}

export const NEW_TEMPLATE: TemplateEdit = {
  name: { zh: "", en: "" },
  sections: [{ key: "0", name: NO_SECTION, fields: [formField.parse({ code: "title", required: true })] }],
};

export const editOf = ({ name, fields }: Pick<TicketTemplate, "name" | "fields">): TemplateEdit => ({ name, sections: sectionsOf(fields) });

export const sectionsOf = (fields: readonly FormField[]): FormSection[] =>
  bySection(fields).map((section, i) => ({ ...section, key: String(i) }));

export const fieldsOf = (sections: readonly FormSection[]): FormField[] =>
  sections.flatMap(({ name, fields }) => fields.map((field) => ({ ...field, section: { zh: name.zh.trim(), en: name.en.trim() } })));

export const codesOf = (sections: readonly FormSection[]): string[] => sections.flatMap(({ fields }) => fields.map(({ code }) => code));

/** Where a field stands. */
export function placeOf(sections: readonly FormSection[], code: string): At | null {
  const section = sections.findIndex(({ fields }) => fields.some((field) => field.code === code));
  return section < 0 ? null : { section, index: sections[section]?.fields.findIndex((field) => field.code === code) ?? 0 };
}

/** Puts a field there: moved from where it is, or new to the form. */
export function put(sections: readonly FormSection[], code: string, { section, index }: At): FormSection[] {
  const from = placeOf(sections, code);
  const field = (from && sections[from.section]?.fields[from.index]) ?? formField.parse({ code });
  // Taken out from before it, the place moves up by one.
  const at = from?.section === section && from.index < index ? index - 1 : index;
  return sections.map((each, i) => {
    const rest = each.fields.filter((other) => other.code !== code);
    return i === section ? { ...each, fields: [...rest.slice(0, at), field, ...rest.slice(at)] } : { ...each, fields: rest };
  });
}

/** One step up or down, over the edge of a section into the next. */
export function step(sections: readonly FormSection[], code: string, by: -1 | 1): FormSection[] {
  const from = placeOf(sections, code);
  if (!from) return [...sections];
  const { section, index } = from;
  const length = sections[section]?.fields.length ?? 0;
  if (by === -1 && index > 0) return put(sections, code, { section, index: index - 1 });
  if (by === 1 && index < length - 1) return put(sections, code, { section, index: index + 2 });
  const next = sections[section + by];
  return next ? put(sections, code, { section: section + by, index: by === 1 ? 0 : next.fields.length }) : [...sections];
}

export const change = (sections: readonly FormSection[], code: string, part: Partial<FormField>): FormSection[] =>
  sections.map((each) => ({ ...each, fields: each.fields.map((field) => (field.code === code ? { ...field, ...part } : field)) }));

/** Without the field, and without the conditions that asked for it. */
export const without = (sections: readonly FormSection[], code: string): FormSection[] =>
  sections.map((each) => ({
    ...each,
    fields: each.fields
      .filter((field) => field.code !== code)
      .map((field) => ({ ...field, visibleWhen: field.visibleWhen.filter((when) => when.code !== code) })),
  }));

/** A section goes; its fields go to the one before it, or behind it when it is the first. */
export function withoutSection(sections: readonly FormSection[], index: number): FormSection[] {
  const gone = sections[index];
  if (!gone || sections.length === 1) return [...sections];
  const heir = index === 0 ? 1 : index - 1;
  const joined = (each: FormSection) => (index === 0 ? [...gone.fields, ...each.fields] : [...each.fields, ...gone.fields]);
  return sections.flatMap((each, i) => (i === index ? [] : i === heir ? [{ ...each, fields: joined(each) }] : [each]));
}
