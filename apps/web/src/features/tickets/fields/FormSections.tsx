import type { FieldValue, FieldValues, FormField, TicketField } from "@cloverdesk/contracts";
import { visibleFields } from "@cloverdesk/rules/form";
import { type AskedField, FormFields } from "./FormFields.tsx";
import css from "./fields.module.css";

interface Props {
  form: readonly FormField[];
  fields: readonly TicketField[];
  values: FieldValues;
  faults?: Record<string, string>;
  columns?: 1 | 2;
  /** Fields that are shown and not asked for. */
  fixed?(field: TicketField): boolean;
  onChange(code: string, value: FieldValue): void;
}

/** A template's form as it is filled in: what is shown with these values, section by section. */
export function FormSections({ form, fields, values, faults, columns = 2, fixed, onChange }: Props) {
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const sections = new Map<string, AskedField[]>();
  for (const { code, section, required } of visibleFields(form, values)) {
    const field = byCode.get(code);
    if (!field) continue;
    const asked = { field, required, ...(fixed && { fixed: fixed(field) }) };
    sections.set(section, [...(sections.get(section) ?? []), asked]);
  }
  return [...sections].map(([name, asked]) => (
    <div key={name}>
      {name && <h3 className={css.section}>{name}</h3>}
      <FormFields asked={asked} values={values} onChange={onChange} {...(faults && { faults })} columns={columns} />
    </div>
  ));
}
