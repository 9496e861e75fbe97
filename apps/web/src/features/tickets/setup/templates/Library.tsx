import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { FIELD_KINDS, type TicketField } from "@cloverdesk/contracts";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { matcher } from "../../../../shared/settings-page/index.ts";
import { useClear } from "../../../../shared/ui/index.ts";
import { carry } from "../../../../shared/ui/reorder/index.ts";
import css from "./templates.module.css";

/** What is dragged into a form: a field, from the library or from its place. */
export const FIELD = "field";

interface Props {
  fields: readonly TicketField[];
  chosen: readonly string[];
  onAdd(code: string): void;
}

/** The fields that the form does not have yet: dragged into it, or added at its end. */
export function Library({ fields, chosen, onAdd }: Props) {
  const { t } = useTranslation();
  const clear = useClear();
  const language = useLanguage();
  const [text, setText] = useState("");
  const matches = matcher(text);
  const there = new Set(chosen);
  const offered = fields.filter((field) => field.active && !there.has(field.code) && matches(field.code, field.name.zh, field.name.en));
  return (
    <section className={css.library} aria-label={t("settings.tickets.templates.library")}>
      <h3>{t("settings.tickets.templates.library")}</h3>
      <Input
        type="search"
        allowClear={clear}
        size="small"
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label={t("settings.tickets.templates.findField")}
        placeholder={t("settings.tickets.templates.findField")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {offered.map((field) => (
          <li key={field.code} data-row className={css.offer} {...carry(FIELD, field.code)}>
            <span>
              {field.name[language]}
              <small>{FIELD_KINDS[field.kind][language]}</small>
            </span>
            <Button
              size="small"
              type="text"
              icon={<PlusOutlined aria-hidden="true" />}
              aria-label={t("settings.tickets.templates.add", { name: field.name[language] })}
              onClick={() => onAdd(field.code)}
            />
          </li>
        ))}
      </ul>
      {offered.length === 0 && <p className={css.soft}>{t(`settings.tickets.templates.${text.trim() ? "noFieldFound" : "allChosen"}`)}</p>}
      <Link to="/settings/tickets/fields">{t("settings.tickets.templates.toLibrary")}</Link>
    </section>
  );
}
