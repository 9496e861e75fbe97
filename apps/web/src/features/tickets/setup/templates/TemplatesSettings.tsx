import { PlusOutlined } from "@ant-design/icons";
import type { TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Empty, NotYet } from "../../../../shared/ui/index.ts";
import { MoveHandle, useOrder } from "../../../../shared/ui/reorder/index.ts";
import { orderTemplates } from "../api.ts";
import { setupQuery } from "../queries.ts";
import own from "./type.module.css";

/** All templates by type; `?type=<id>` shows those of one. */
export function TemplatesSettings() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const setup = useQuery(setupQuery);
  if (!setup.data) return <NotYet of={setup} rows={10} height={20} gap={16} />;
  const { types, templates } = setup.data;
  const only = types.find(({ id }) => id === address.get("type"));
  if (types.length === 0)
    return (
      <Empty
        title={t("settings.tickets.templates.noTypes")}
        text={t("settings.tickets.templates.noTypesText")}
        action={<Link to="/settings/tickets/types?type=">{t("settings.tickets.types.new")}</Link>}
      />
    );
  return (
    <>
      {only && (
        <p>
          <Button size="small" onClick={() => setAddress({}, { replace: true })}>
            {t("settings.tickets.templates.allTypes")}
          </Button>
        </p>
      )}
      {(only ? [only] : types).map((type) => (
        <TypeTemplates key={type.id} type={type} templates={templates.filter(({ typeId }) => typeId === type.id)} />
      ))}
    </>
  );
}

function TypeTemplates({ type, templates }: { type: TicketType; templates: readonly TicketTemplate[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const { rows, list, row, grip } = useOrder(`template of ${type.id}`, templates, (ids) => orderTemplates(type.id, ids));
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
      {rows.length === 0 ? (
        <p className={css.soft}>{t("settings.tickets.templates.noneOfType")}</p>
      ) : (
        <table className={css.table} {...list}>
          <thead>
            <tr>
              <th aria-label={t("settings.move.column")} />
              {(["name", "fields", "version", "state"] as const).map((key) => (
                <th key={key} scope="col">
                  {t(`settings.tickets.templates.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((template, i) => (
              <tr key={template.id} {...row(i)}>
                <td>
                  <MoveHandle {...grip(i)} name={template.name[language]} />
                </td>
                <td>
                  <Link className={css.open} to={`/settings/tickets/templates/${template.id}`}>
                    {template.name[language]}
                  </Link>
                </td>
                <td>{t("settings.tickets.templates.nFields", { count: template.fields.length })}</td>
                <td>{template.version}</td>
                <td className={template.active ? undefined : css.soft}>
                  {t(`settings.tickets.templates.${template.active ? "active" : "inactive"}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
