import { PlusOutlined } from "@ant-design/icons";
import type { TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { ListTools, Loaded, RecordPanel, RecordTable, useList, useOpened } from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Empty } from "../../../../shared/ui/index.ts";
import { orderTypes } from "../api.ts";
import { setupQuery } from "../queries.ts";
import { TypePanel } from "./TypePanel.tsx";

const idOf = ({ id }: TicketType): string => id;

/** The ticket types, in the order in which they are offered; `?type=<id>` opens one, `?type=` begins a new one. */
export function TypesSettings() {
  const { t } = useTranslation();
  const opened = useOpened("type");
  const setup = useQuery(setupQuery);
  const id = opened.of("type");
  return (
    <Loaded of={setup}>
      {({ types, templates }) => (
        <>
          {types.length === 0 ? (
            <Empty title={t("settings.tickets.types.empty")} text={t("settings.tickets.types.emptyText")} action={<NewTypeButton />} />
          ) : (
            <TypeList types={types} templates={templates} onOpen={(type) => opened.open("type", type)} />
          )}
          <RecordPanel id={id} rows={types} idOf={idOf} of={setup} gone={t("settings.tickets.types.gone")} onClose={opened.close}>
            {(type) => (
              <TypePanel key={id} type={type} templates={templates.filter(({ typeId }) => typeId === type?.id)} onClose={opened.close} />
            )}
          </RecordPanel>
        </>
      )}
    </Loaded>
  );
}

interface ListProps {
  types: readonly TicketType[];
  templates: readonly TicketTemplate[];
  onOpen(id: string): void;
}

function TypeList({ types, templates, onOpen }: ListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const list = useList({ rows: types, textsOf: ({ code, name }) => [code, name.zh, name.en] });
  const templatesOf = (type: TicketType) => templates.filter(({ typeId }) => typeId === type.id);
  return (
    <>
      <ListTools list={list} search={t("settings.tickets.types.search")} />
      <RecordTable
        rows={list.shown}
        idOf={idOf}
        order={{ kind: "ticket-type", fixed: list.isSearched, save: orderTypes }}
        name={{ title: t("settings.tickets.types.name"), of: (type) => type.name[language], open: (type) => onOpen(type.id) }}
        columns={[
          { key: "code", title: t("settings.tickets.types.code"), cell: (type) => <code>{type.code}</code> },
          { key: "flow", title: t("settings.tickets.types.flow"), cell: (type) => <FlowState type={type} /> },
          {
            key: "templates",
            title: t("settings.tickets.types.templates"),
            cell: (type) => (
              <Link to={`/settings/tickets/templates?type=${type.id}`}>
                {t("settings.tickets.fields.nTemplates", { count: templatesOf(type).length })}
              </Link>
            ),
          },
          {
            key: "state",
            title: t("settings.tickets.types.state"),
            cell: (type) => (
              <span className={type.active ? undefined : css.soft}>
                <State type={type} hasTemplate={templatesOf(type).some(({ active }) => active)} />
              </span>
            ),
          },
        ]}
      />
    </>
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
  const { open } = useOpened("type");
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => open("type", "")}>
      {t("settings.tickets.types.new")}
    </Button>
  );
}
