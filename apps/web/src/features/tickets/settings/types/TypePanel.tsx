import type { TicketType } from "@cloverdesk/contracts";
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, isCode } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Field, tell } from "../../../../shared/ui/index.ts";
import { BilingualInput, Conflict, EditPanel, leaveFreely, SwitchLine, useSettingDraft } from "../../../../shared/ui/settings/index.ts";
import { latestSetup, saveType } from "../../api/setup.ts";
import { lastHand } from "../last-hand.ts";
import css from "../setup.module.css";

type TypeEdit = Pick<TicketType, "code" | "name" | "active">;
const editOf = ({ code, name, active }: TicketType): TypeEdit => ({ code, name, active });
const NEW_TYPE: TypeEdit = { code: "", name: { zh: "", en: "" }, active: true };
const CODE = /^[a-z][a-z0-9_]{1,39}$/;

/** One ticket type: its names, its code, whether new tickets can be made of it. */
export function TypePanel({ type, onClose }: { type: TicketType | null; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [id] = useState(() => type?.id ?? crypto.randomUUID());
  const form = useSettingDraft<TypeEdit>({ draft: type ? editOf(type) : NEW_TYPE, version: type?.version ?? 0 });
  const [faults, setFaults] = useState<{ code?: string; name?: string }>({});
  const [who, setWho] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { draft, change } = form;

  async function save(): Promise<void> {
    const found = {
      ...(!CODE.test(draft.code) && { code: t("settings.tickets.types.badCode") }),
      ...((!draft.name.zh.trim() || !draft.name.en.trim()) && { name: t("tickets.fields.required") }),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return tell("bad", t("settings.tickets.checkMarked"));
    setBusy(true);
    try {
      await saveType(id, { ...draft, version: form.version });
      tell("good", t("settings.saved"));
      leaveFreely(onClose);
    } catch (error) {
      if (isCode(error, "tickets.setup_conflict")) return await goOn();
      if (error instanceof ApiError && "code" in error.fields) setFaults({ code: t("settings.tickets.codeTaken") });
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  async function goOn(): Promise<void> {
    const latest = (await latestSetup()).types.find((each) => each.id === id);
    setWho(await lastHand("ticket_type", id));
    if (latest) form.rebase({ draft: editOf(latest), version: latest.version });
  }
  const named = (keys: readonly (keyof TypeEdit)[]) => keys.map((key) => t(`settings.tickets.types.parts.${key}`));

  return (
    <EditPanel
      title={type ? type.name[language] : t("settings.tickets.types.new")}
      dirty={form.dirty}
      busy={busy}
      width={520}
      onSave={() => void save()}
      onClose={onClose}
    >
      <form
        className={css.stack}
        aria-label={t("settings.tickets.types.label")}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {form.conflict && <Conflict who={who} theirs={named(form.conflict.theirs)} both={named(form.conflict.both)} />}
        <div>
          <BilingualInput
            label={t("settings.tickets.types.name")}
            required
            value={draft.name}
            error={faults.name ?? null}
            onChange={(name) => change({ name })}
          />
          <Field label={`${t("settings.tickets.types.code")} *`} error={faults.code ?? null} hint={t("settings.tickets.types.codeHint")}>
            {(control) => (
              <Input {...control} maxLength={40} value={draft.code} onChange={(event) => change({ code: event.target.value })} />
            )}
          </Field>
        </div>
        <SwitchLine
          label={t("settings.tickets.types.offered")}
          effect={t(`settings.tickets.types.${draft.active ? "offeredEffect" : "inactiveEffect"}`)}
          checked={draft.active}
          onChange={(active) => change({ active })}
        />
      </form>
    </EditPanel>
  );
}
