import type { FieldUsage, TicketField } from "@cloverdesk/contracts";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Group, RemovePart, type Use, UsesPart } from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
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
  const language = useLanguage();
  const name = field.name[language];
  const usesOf = ({ templates, flows, views, rules, tickets }: FieldUsage): Use[] => [
    ...templates.map((template) => ({
      text: t("settings.tickets.fields.inTemplate", { name: template.name[language] }),
      note: !template.inForce
        ? t("settings.tickets.fields.olderVersions")
        : template.active
          ? ""
          : t("settings.tickets.templates.inactive"),
    })),
    ...flows.map(({ typeName, state, nodes, actions }) => ({
      text: t("settings.tickets.fields.inFlow", { name: typeName[language] }),
      note: [
        ...[...nodes, ...actions].map((each) => each[language]),
        ...(state === "in_force" ? [] : [t(`settings.tickets.fields.flow.${state}`)]),
      ].join(" · "),
    })),
    ...views.shared.map((view) => ({ text: t("settings.tickets.fields.inView", { name: view }) })),
    ...(views.private > 0 ? [{ text: t("settings.tickets.fields.inPrivateViews", { count: views.private }) }] : []),
    ...rules.map((rule) => ({ text: t("settings.tickets.fields.inRule", { name: rule }) })),
    ...(tickets.count > 0
      ? [{ text: t(`settings.tickets.fields.${tickets.more ? "atLeastTickets" : "nTickets"}`, { count: tickets.count }) }]
      : []),
  ];
  if (field.origin === "system")
    return (
      <Group title={t("settings.uses.title")}>
        <p className={css.soft}>{t("settings.tickets.fields.everyTicket")}</p>
      </Group>
    );
  return (
    <UsesPart of={usage} usesOf={usesOf}>
      {(isUsed) => (
        <RemovePart
          isUsed={isUsed}
          texts={{
            button: t("settings.tickets.fields.remove"),
            used: t("settings.tickets.fields.removeUsed", { name }),
            free: t("settings.tickets.fields.removeFree", { name }),
            remove: t("settings.tickets.fields.removeNow"),
            removed: t("settings.tickets.fields.removed", { name }),
          }}
          instead={field.active ? { text: t("settings.tickets.fields.retireInstead"), choose: onRetire } : null}
          remove={() => removeField(field.code)}
          onRemoved={onRemoved}
        />
      )}
    </UsesPart>
  );
}
