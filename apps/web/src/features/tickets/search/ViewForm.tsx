import type { TicketView } from "@cloverdesk/contracts";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Field, tell } from "../../../shared/ui/index.ts";
import type { Search } from "../api/queries.ts";
import { saveView } from "../api/views.ts";
import css from "./search.module.css";

interface Props {
  /** The view to change; null makes a new one. */
  view: TicketView | null;
  search: Search;
  columns: string[];
  mayShare: boolean;
  groups: { id: string; name: string }[];
  onSaved(viewId: string): void;
}

/** Saves the filter, sort and columns at hand under a name. The words of the quick search are no part of it. */
export function ViewForm({ view, search, columns, mayShare, groups, onSaved }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [name, setName] = useState(view?.name ?? "");
  const [scope, setScope] = useState<TicketView["scope"]>(view?.scope ?? "me");
  const [group, setGroup] = useState<string | null>(view?.skillGroupId ?? groups[0]?.id ?? null);
  const [busy, setBusy] = useState(false);
  const whole = name.trim() !== "" && (scope !== "group" || group !== null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!whole) return;
    setBusy(true);
    const id = view?.id ?? crypto.randomUUID();
    try {
      await saveView(id, {
        name: name.trim(),
        scope,
        skillGroupId: scope === "group" ? group : null,
        filter: search.filter ?? { all: [] },
        sort: search.sort,
        columns,
        version: view?.version ?? 0,
      });
      tell("good", t("tickets.view.saved"));
      onSaved(id);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  const scopes = mayShare ? (["me", "group", "all"] as const) : (["me"] as const);
  return (
    <form className={css.view} aria-label={t("tickets.view.save")} onSubmit={(event) => void submit(event)}>
      <Field label={t("tickets.view.name")}>
        {(control) => <Input {...control} autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {mayShare && (
        <Field label={t("tickets.view.scope")}>
          {(control) => (
            <Select
              {...control}
              style={{ width: "100%" }}
              value={scope}
              onChange={setScope}
              options={scopes.map((value) => ({ value, label: t(`tickets.view.scopes.${value}`) }))}
            />
          )}
        </Field>
      )}
      {scope === "group" && (
        <Field label={t("tickets.view.group")}>
          {(control) => (
            <Select
              {...control}
              style={{ width: "100%" }}
              value={group}
              onChange={setGroup}
              options={groups.map(({ id, name: label }) => ({ value: id, label }))}
            />
          )}
        </Field>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!whole}>
        {t(view ? "tickets.view.update" : "tickets.view.save")}
      </Button>
    </form>
  );
}
