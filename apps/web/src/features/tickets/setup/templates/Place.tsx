import { CloseOutlined, DownOutlined, EyeOutlined } from "@ant-design/icons";
import { FIELD_KINDS, type FormField, type TicketField } from "@cloverdesk/contracts";
import { isEmpty } from "@cloverdesk/rules/form";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { SwitchLine } from "../../../../shared/settings-page/index.ts";
import { Field } from "../../../../shared/ui/index.ts";
import { MoveHandle } from "../../../../shared/ui/reorder/index.ts";
import { FieldInput } from "../../form/FieldInput.tsx";
import { Conditions } from "./Conditions.tsx";
import { FIELD } from "./Library.tsx";
import css from "./templates.module.css";

interface Props {
  row: object;
  place: FormField;
  /** Undefined: deleted from the library. */
  field: TicketField | undefined;
  others: readonly TicketField[];
  fault: string | null;
  position: { index: number; count: number; gripId: string };
  open: boolean;
  onOpen(): void;
  onStep(by: -1 | 1): void;
  onChange(part: Partial<FormField>): void;
  onRemove(): void;
}

/** A field's place in the form, and how it is asked for there. */
export function Place({ row, place, field, others, fault, position, open, onOpen, onStep, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = field?.name[language] ?? place.code;
  const isTitle = place.code === "title";
  return (
    <li {...row} className={css.place} data-open={open}>
      <div className={css.placeHead}>
        <MoveHandle
          id={position.gripId}
          kind={FIELD}
          itemId={place.code}
          name={name}
          index={position.index}
          count={position.count}
          onStep={onStep}
        />
        <button type="button" className={css.placeName} aria-expanded={open} onClick={onOpen}>
          <strong>
            {name}
            {place.required && " *"}
          </strong>
          <small>
            {[
              ...(field ? [FIELD_KINDS[field.kind][language]] : []),
              ...(field?.active === false ? [t("settings.tickets.fields.retired")] : []),
              ...(isEmpty(place.default) ? [] : [t("settings.tickets.templates.hasDefault")]),
            ].join(" · ")}
            {place.visibleWhen.length > 0 && (
              <>
                {" · "}
                <EyeOutlined aria-hidden="true" /> {t("settings.tickets.templates.conditional")}
              </>
            )}
          </small>
          <DownOutlined aria-hidden="true" rotate={open ? 180 : 0} />
        </button>
        {isTitle ? (
          <span className={css.noButton} />
        ) : (
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined aria-hidden="true" />}
            aria-label={t("settings.tickets.templates.remove", { name })}
            onClick={onRemove}
          />
        )}
      </div>
      {fault && (
        <p className={css.fault} role="alert">
          {fault}
        </p>
      )}
      {open && field && (
        <div className={css.placeBody}>
          {isTitle ? (
            <p className={css.soft}>{t("settings.tickets.templates.titleAlways")}</p>
          ) : (
            <SwitchLine
              label={t("settings.tickets.templates.required")}
              effect={t("settings.tickets.templates.requiredEffect")}
              checked={place.required}
              onChange={(required) => onChange({ required })}
            />
          )}
          {field.kind !== "attachment" && (
            <Field label={t("settings.tickets.templates.default")} hint={t("settings.tickets.templates.defaultHint")}>
              {(control) => (
                <FieldInput field={field} value={place.default} control={control} onChange={(value) => onChange({ default: value })} />
              )}
            </Field>
          )}
          {!isTitle && (
            <Conditions name={name} conditions={place.visibleWhen} others={others} onChange={(visibleWhen) => onChange({ visibleWhen })} />
          )}
        </div>
      )}
    </li>
  );
}
