import type { TicketTemplate, TicketType } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { versionsQuery } from "../../../../shared/flow-editor/source.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import {
  BilingualInput,
  isNameless,
  leaveFreely,
  SettingPanel,
  SwitchLine,
  UsesPart,
  useSettingForm,
} from "../../../../shared/settings-page/index.ts";
import css from "../../../../shared/settings-page/list.module.css";
import { Field, tell } from "../../../../shared/ui/index.ts";
import { ticketFlowSource } from "../../flow/source.ts";
import { lastSetupChange, latestSetup, saveType } from "../api.ts";

type TypeEdit = Pick<TicketType, "code" | "name" | "active" | "outbound">;
const editOf = ({ code, name, active, outbound }: TicketType): TypeEdit => ({ code, name, active, outbound });
const NEW_TYPE: TypeEdit = { code: "", name: { zh: "", en: "" }, active: true, outbound: false };
const CODE = /^[a-z][a-z0-9_]{1,39}$/;

interface Props {
  /** Null: a new one. */
  type: TicketType | null;
  /** Those of the type. */
  templates: readonly TicketTemplate[];
  onClose(): void;
}

/** One ticket type: its names, its code, whether new tickets can be made of it. */
export function TypePanel({ type, templates, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [id] = useState(() => type?.id ?? crypto.randomUUID());
  const form = useSettingForm<TicketType, TypeEdit>({
    row: type,
    fresh: NEW_TYPE,
    editOf,
    faultsOf: (draft) => ({
      ...(!CODE.test(draft.code) && { code: t("settings.tickets.types.badCode") }),
      ...(isNameless(draft) && { name: t("tickets.fields.required") }),
    }),
    save: (draft, version) => saveType(id, { ...draft, version }),
    conflictCode: "tickets.setup_conflict",
    latest: async () => (await latestSetup()).types.find((each) => each.id === id),
    lastChange: () => lastSetupChange("ticket_type", id),
    partName: (part) => t(`settings.tickets.types.parts.${part}`),
    saved(_, all) {
      tell("good", t("settings.saved"));
      if (all) leaveFreely(onClose);
    },
  });
  const { draft, change, faults } = form;
  const badCode = faults.code === "code_taken" ? t("settings.tickets.codeTaken") : faults.code;

  return (
    <SettingPanel
      title={type ? type.name[language] : t("settings.tickets.types.new")}
      label={t("settings.tickets.types.label")}
      form={form}
      onClose={onClose}
    >
      <div>
        <BilingualInput
          label={t("settings.tickets.types.name")}
          required
          value={draft.name}
          error={faults.name ?? null}
          onChange={(name) => change({ name })}
        />
        <Field label={`${t("settings.tickets.types.code")} *`} error={badCode ?? null} hint={t("settings.tickets.types.codeHint")}>
          {(control) => <Input {...control} maxLength={40} value={draft.code} onChange={(event) => change({ code: event.target.value })} />}
        </Field>
      </div>
      <SwitchLine
        label={t("settings.tickets.types.offered")}
        effect={t(`settings.tickets.types.${draft.active ? "offeredEffect" : "inactiveEffect"}`)}
        checked={draft.active}
        onChange={(active) => change({ active })}
      />
      <SwitchLine
        label={t("settings.tickets.types.outbound")}
        effect={t(`settings.tickets.types.${draft.outbound ? "outboundEffect" : "notOutboundEffect"}`)}
        checked={draft.outbound}
        onChange={(outbound) => change({ outbound })}
      />
      {type && <TypeUses type={type} templates={templates} />}
    </SettingPanel>
  );
}

/** What keeps the type from being deleted. */
function TypeUses({ type, templates }: { type: TicketType; templates: readonly TicketTemplate[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [source] = useState(() => ticketFlowSource(type.id));
  const versions = useQuery(versionsQuery(source));
  return (
    <UsesPart
      of={versions}
      usesOf={({ items }) => {
        const open = items.reduce((sum, { openTickets }) => sum + openTickets, 0);
        return [
          ...templates.map(({ name, active }) => ({
            text: t("settings.tickets.fields.inTemplate", { name: name[language] }),
            note: active ? "" : t("settings.tickets.templates.inactive"),
          })),
          ...(open > 0 ? [{ text: t("settings.tickets.types.openTickets", { count: open }) }] : []),
        ];
      }}
    >
      {() => <p className={css.soft}>{t("settings.tickets.types.notDeleted")}</p>}
    </UsesPart>
  );
}
