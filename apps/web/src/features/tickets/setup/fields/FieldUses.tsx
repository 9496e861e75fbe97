import type { FieldUsage, TicketField } from "@cloverdesk/contracts";
import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Group } from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { NotYet, tell } from "../../../../shared/ui/index.ts";
import { removeField } from "../api.ts";

interface Props {
  field: TicketField;
  usage: UseQueryResult<FieldUsage>;
  onRetire(): void;
  onRemoved(): void;
}

/** Where the field is used, and what deleting it would mean. */
export function FieldUses({ field, usage, onRetire, onRemoved }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!usage.data) return <NotYet of={usage} rows={3} />;
  return (
    <Group title={t("settings.tickets.fields.usedIn")}>
      <UseList field={field} usage={usage.data} />
      {field.origin !== "system" &&
        (asking ? (
          <Removing field={field} usage={usage.data} onKeep={() => setAsking(false)} onRetire={onRetire} onRemoved={onRemoved} />
        ) : (
          <div>
            <Button size="small" danger type="text" onClick={() => setAsking(true)}>
              {t("settings.tickets.fields.remove")}
            </Button>
          </div>
        ))}
    </Group>
  );
}

function UseList({ field, usage }: { field: TicketField; usage: FieldUsage }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (field.origin === "system") return <p className={css.soft}>{t("settings.tickets.fields.everyTicket")}</p>;
  const { templates, flows, views, tickets } = usage;
  const lines = [
    ...templates.map(({ name, inForce, active }) => [
      t("settings.tickets.fields.inTemplate", { name: name[language] }),
      !inForce ? t("settings.tickets.fields.olderVersions") : active ? "" : t("settings.tickets.templates.inactive"),
    ]),
    ...flows.map(({ typeName, state, nodes, actions }) => [
      t("settings.tickets.fields.inFlow", { name: typeName[language] }),
      [
        ...[...nodes, ...actions].map((name) => name[language]),
        ...(state === "in_force" ? [] : [t(`settings.tickets.fields.flow.${state}`)]),
      ].join(" · "),
    ]),
    ...views.shared.map((name) => [t("settings.tickets.fields.inView", { name }), ""]),
    ...(views.private > 0 ? [[t("settings.tickets.fields.inPrivateViews", { count: views.private }), ""]] : []),
    ...(tickets.count > 0
      ? [[t(`settings.tickets.fields.${tickets.more ? "atLeastTickets" : "nTickets"}`, { count: tickets.count }), ""]]
      : []),
  ];
  if (lines.length === 0) return <p className={css.soft}>{t("settings.tickets.fields.nowhere")}</p>;
  return (
    <ul className={css.uses}>
      {lines.map(([what, where]) => (
        <li key={`${what} ${where}`}>
          {what} {where && <small>({where})</small>}
        </li>
      ))}
    </ul>
  );
}

function Removing({ field, usage, onKeep, onRetire, onRemoved }: Omit<Props, "usage"> & { usage: FieldUsage; onKeep: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { templates, flows, views, tickets } = usage;
  const used = templates.length + flows.length + views.shared.length + views.private + tickets.count > 0 || refused !== null;
  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await removeField(field.code);
      tell("good", t("settings.tickets.fields.removed", { name: field.name[language] }));
      onRemoved();
    } catch (error) {
      setRefused(errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  const name = field.name[language];
  return (
    <div className={css.question} role="alertdialog" aria-label={t("settings.tickets.fields.remove")}>
      <p>{used ? (refused ?? t("settings.tickets.fields.removeUsed", { name })) : t("settings.tickets.fields.removeFree", { name })}</p>
      <div className={css.line}>
        {!used && (
          <Button danger loading={busy} onClick={() => void remove()}>
            {t("settings.tickets.fields.removeNow")}
          </Button>
        )}
        {used && field.active && (
          <Button
            onClick={() => {
              onRetire();
              onKeep();
            }}
          >
            {t("settings.tickets.fields.retireInstead")}
          </Button>
        )}
        <Button type="primary" autoFocus onClick={onKeep}>
          {t("settings.tickets.fields.keep")}
        </Button>
      </div>
    </div>
  );
}
