import type { Bilingual, FormField, Language } from "@cloverdesk/contracts";

/** Fields of a form that stand under one heading. */
export interface Sectioned<Field> {
  /** Of the heading, in both languages. */
  key: string;
  name: Bilingual;
  fields: Field[];
}

export const NO_SECTION: Bilingual = { zh: "", en: "" };

/** A heading in this language, or else in the other: a form may name its sections in one language only. */
export const headingIn = (name: Bilingual, language: Language): string => name[language] || name.zh || name.en;

/** Fields by the headings of their sections, in the order in which these begin. */
export function bySection<Field extends Pick<FormField, "section">>(fields: readonly Field[]): Sectioned<Field>[] {
  const sections = new Map<string, Sectioned<Field>>();
  for (const field of fields) {
    const key = JSON.stringify([field.section.zh, field.section.en]);
    const section = sections.get(key) ?? { key, name: field.section, fields: [] };
    section.fields.push(field);
    sections.set(key, section);
  }
  return [...sections.values()];
}
