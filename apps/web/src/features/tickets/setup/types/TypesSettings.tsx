import { PlusOutlined } from "@ant-design/icons";
import type { TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Empty, NotYet } from "../../../../shared/ui/index.ts";
import { MoveHandle, useOrder } from "../../../../shared/ui/reorder/index.ts";
import { orderTypes } from "../api.ts";
import { setupQuery } from "../queries.ts";
import { TypePanel } from "./TypePanel.tsx";

/** The ticket types, in the order in which they are offered; `?type=<id>` opens one, `?type=` begins a new one. */
export function TypesSettings() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const setup = useQuery(setupQuery);
  const opened = address.get("type");
  const open = (id: string | null) => setAddress(id === null ? {} : { type: id }, { replace: true });
  if (!setup.data) return <NotYet of={setup} rows={8} height={20} gap={16} />;
  const { types, templates } = setup.data;
  const type = types.find(({ id }) => id === opened) ?? null;
  return (
    <>
      {types.length === 0 ? (
        <Empty title={t("settings.tickets.types.empty")} text={t("settings.tickets.types.emptyText")} action={<NewTypeButton />} />
      ) : (
        <TypeTable types={types} templates={templates} onOpen={open} />
      )}
      {opened !== null && (opened === "" || type) && <TypePanel key={opened} type={type} onClose={() => open(null)} />}
    </>
  );
}

interface TableProps {
  types: readonly TicketType[];
  templates: readonly TicketTemplate[];
  onOpen(id: string): void;
}

function TypeTable({ types, templates, onOpen }: TableProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rows, list, row, grip } = useOrder("ticket-type", types, orderTypes);
  return (
    <table className={css.table} {...list}>
      <thead>
        <tr>
          <th aria-label={t("settings.move.column")} />
          {(["name", "code", "flow", "templates", "state"] as const).map((key) => (
            <th key={key} scope="col">
              {t(`settings.tickets.types.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((type, i) => (
          <tr key={type.id} {...row(i)}>
            <td>
              <MoveHandle {...grip(i)} name={type.name[language]} />
            </td>
            <td>
              <button type="button" className={css.open} onClick={() => onOpen(type.id)}>
                {type.name[language]}
              </button>
            </td>
            <td>
              <code>{type.code}</code>
            </td>
            <td>
              <FlowState type={type} />
            </td>
            <td>
              <Link to={`/settings/tickets/templates?type=${type.id}`}>
                {t("settings.tickets.fields.nTemplates", { count: templates.filter((each) => each.typeId === type.id).length })}
              </Link>
            </td>
            <td className={type.active ? undefined : css.soft}>
              <State type={type} hasTemplate={templates.some((each) => each.typeId === type.id && each.active)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FlowState({ type }: { type: TicketType }): ReactNode {
  const { t } = useTranslation();
  const published =
    type.flowVersion === null ? t("settings.tickets.types.noFlow") : t("settings.tickets.types.flowVersion", { n: type.flowVersion });
  return (
    <Link to={`/settings/tickets/types/${type.id}/flow`}>
      {[published, ...(type.hasDraft ? [t("settings.tickets.types.draft")] : [])].join(" · ")}
    </Link>
  );
}

/** In use or not; and when no ticket can be made of it yet, what is missing. */
function State({ type, hasTemplate }: { type: TicketType; hasTemplate: boolean }): ReactNode {
  const { t } = useTranslation();
  if (!type.active) return t("settings.tickets.types.inactive");
  const missing = [
    ...(type.flowVersion === null ? [t("settings.tickets.types.needsFlow")] : []),
    ...(hasTemplate ? [] : [t("settings.tickets.types.needsTemplate")]),
  ];
  if (missing.length === 0) return t("settings.tickets.types.active");
  return `${t("settings.tickets.types.notUsable")}: ${missing.join(", ")}`;
}

/** The button that begins a new type; stands in the page's head. */
export function NewTypeButton() {
  const { t } = useTranslation();
  const [, setAddress] = useSearchParams();
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAddress({ type: "" }, { replace: true })}>
      {t("settings.tickets.types.new")}
    </Button>
  );
}
