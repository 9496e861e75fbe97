import { type FieldRight, type FlowNode, NEVER_HIDDEN } from "@cloverdesk/contracts";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import panel from "../../../../shared/flow-editor/panel/panel.module.css";
import css from "./panels.module.css";

const RIGHTS = ["hidden", "read", "edit", "required"] as const satisfies FieldRight[];

interface Props {
  node: FlowNode;
  /** Fields of the type's templates, and those that the node names besides. */
  fields: readonly { code: string; name: string }[];
  readOnly: boolean;
  onChange(fields: string[], right: FieldRight): void;
}

/** What may be done with each field at a node. */
export function FieldRights({ node, fields, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const options = RIGHTS.map((value) => ({ value, label: t(`ticketFlow.node.rights.${value}`) }));
  const may = (code: string, right: FieldRight): boolean => right !== "hidden" || !NEVER_HIDDEN.includes(code);
  return (
    <section className={panel.block} aria-label={t("ticketFlow.node.fields")}>
      <header>
        <h4>{t("ticketFlow.node.fields")}</h4>
        {!readOnly && (
          <Select<FieldRight | null>
            size="small"
            variant="borderless"
            aria-label={t("ticketFlow.node.allFields")}
            value={null}
            placeholder={t("ticketFlow.node.setAll")}
            options={options}
            popupMatchSelectWidth={false}
            onChange={(right) =>
              right &&
              onChange(
                fields.map(({ code }) => code).filter((code) => may(code, right)),
                right,
              )
            }
          />
        )}
      </header>
      <small>{t("ticketFlow.node.fieldsHint")}</small>
      <ul className={css.rights}>
        {fields.map(({ code, name }) => (
          <li key={code} data-set={node.fields[code] !== undefined}>
            <span title={code}>{name}</span>
            <Select
              size="small"
              aria-label={name}
              value={node.fields[code] ?? "read"}
              disabled={readOnly}
              options={options.filter(({ value }) => may(code, value))}
              onChange={(right) => onChange([code], right)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
