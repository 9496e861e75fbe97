import type { FieldValue, FieldValues, FormField, TicketField } from "@cloverdesk/contracts";
import { bySection, headingIn, visibleFields } from "@cloverdesk/rules/form";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { FormFields } from "./FormFields.tsx";
import css from "./form.module.css";

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
  const language = useLanguage();
  const asked = visibleFields(form, values).flatMap(({ code, section, required }) => {
    const field = byCode.get(code);
    return field ? [{ field, section, required, ...(fixed && { fixed: fixed(field) }) }] : [];
  });
  return bySection(asked).map(({ key, name, fields: inside }) => (
    <div key={key}>
      {headingIn(name, language) && <h3 className={css.section}>{headingIn(name, language)}</h3>}
      <FormFields asked={inside} values={values} onChange={onChange} {...(faults && { faults })} columns={columns} />
    </div>
  ));
}
