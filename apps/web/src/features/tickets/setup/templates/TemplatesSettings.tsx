import { PlusOutlined } from "@ant-design/icons";
import type { TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { ListTools, Loaded, RecordTable, useList } from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Empty } from "../../../../shared/ui/index.ts";
import { orderTemplates } from "../api.ts";
import { type Setup, setupQuery } from "../queries.ts";
import own from "./type.module.css";

/** All templates by type; `?type=<id>` shows those of one. */
export function TemplatesSettings() {
  const setup = useQuery(setupQuery);
  return <Loaded of={setup}>{(data) => <ByType setup={data} />}</Loaded>;
}

function ByType({ setup: { types, templates } }: { setup: Setup }) {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const list = useList({ rows: templates, textsOf: ({ name }) => [name.zh, name.en] });
  const only = types.find(({ id }) => id === address.get("type"));
  if (types.length === 0)
    return (
      <Empty
        title={t("settings.tickets.templates.noTypes")}
        text={t("settings.tickets.templates.noTypesText")}
        action={<Link to="/settings/tickets/types?type=">{t("settings.tickets.types.new")}</Link>}
      />
    );
  const groups = (only ? [only] : types).map((type) => ({ type, found: list.shown.filter(({ typeId }) => typeId === type.id) }));
  const shown = list.isSearched ? groups.filter(({ found }) => found.length > 0) : groups;
  return (
    <>
      <ListTools list={list} search={t("settings.tickets.templates.search")}>
        {only && <Button onClick={() => setAddress({})}>{t("settings.tickets.templates.allTypes")}</Button>}
      </ListTools>
      {shown.length === 0 && <Empty title={t("settings.list.noneFound")} text={t("settings.list.noneFoundText")} />}
      {shown.map(({ type, found }) => (
        <TypeTemplates key={type.id} type={type} templates={found} isSearched={list.isSearched} />
      ))}
    </>
  );
}

interface Props {
  type: TicketType;
  templates: readonly TicketTemplate[];
  isSearched: boolean;
}

function TypeTemplates({ type, templates, isSearched }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  return (
    <section className={own.type} aria-labelledby={`type-${type.id}`}>
      <div className={css.line}>
        <h3 id={`type-${type.id}`}>{type.name[language]}</h3>
        {!type.active && <span className={css.soft}>{t("settings.tickets.types.inactive")}</span>}
        <span className={css.grow} />
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          aria-label={t("settings.tickets.templates.newFor", { type: type.name[language] })}
          onClick={() => void navigate(`/settings/tickets/templates/new?type=${type.id}`)}
        >
          {t("settings.tickets.templates.new")}
        </Button>
      </div>
      {templates.length === 0 ? (
        <p className={css.soft}>{t("settings.tickets.templates.noneOfType")}</p>
      ) : (
        <RecordTable
          rows={templates}
          idOf={({ id }) => id}
          order={{ kind: `template of ${type.id}`, fixed: isSearched, save: (ids) => orderTemplates(type.id, ids) }}
          name={{
            title: t("settings.tickets.templates.name"),
            of: ({ name }) => name[language],
            address: ({ id }) => `/settings/tickets/templates/${id}`,
          }}
          columns={[
            {
              key: "fields",
              title: t("settings.tickets.templates.fields"),
              cell: ({ fields }) => t("settings.tickets.templates.nFields", { count: fields.length }),
            },
            { key: "version", title: t("settings.tickets.templates.version"), cell: ({ version }) => version },
            {
              key: "state",
              title: t("settings.tickets.templates.state"),
              cell: ({ active }) => (
                <span className={active ? undefined : css.soft}>{t(`settings.tickets.templates.${active ? "active" : "inactive"}`)}</span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
