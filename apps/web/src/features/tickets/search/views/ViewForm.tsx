import type { Bilingual, TicketView } from "@cloverdesk/contracts";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Field, tell } from "../../../../shared/ui/index.ts";
import css from "../filter/filter.module.css";
import type { Search } from "../queries.ts";
import { saveView } from "./api.ts";

interface Props {
  /** The view to change; null makes a new one. */
  view: TicketView | null;
  search: Search;
  columns: string[];
  /** Whom the view may be for; which groups, if for one. */
  scopes: readonly TicketView["scope"][];
  groups: { id: string; name: Bilingual }[];
  personId: string;
  onSaved(viewId: string): void;
}

/** Saves the filter, sort and columns at hand under a name. The words of the quick search are no part of it. */
export function ViewForm({ view, search, columns, scopes, groups, personId, onSaved }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [name, setName] = useState(view?.name ?? "");
  const [scope, setScope] = useState<TicketView["scope"]>(view?.scope ?? "me");
  const [group, setGroup] = useState<string | null>(view?.skillGroupId ?? (groups.length === 1 ? groups[0]!.id : null));
  const [busy, setBusy] = useState(false);
  const whole = name.trim() !== "" && (scope !== "group" || group !== null);

  // Somebody else's view stays shared; only another one can be for me.
  const taken = view !== null && view.ownerId !== personId && scope === "me";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!taken) void save(view);
  };
  /** `over` the view that is replaced; null makes another one. */
  async function save(over: TicketView | null): Promise<void> {
    if (!whole) return;
    setBusy(true);
    const id = over?.id ?? crypto.randomUUID();
    try {
      await saveView(id, {
        name: name.trim(),
        scope,
        skillGroupId: scope === "group" ? group : null,
        filter: search.filter ?? { all: [] },
        sort: search.sort,
        columns,
        version: over?.version ?? 0,
      });
      tell("good", t("tickets.view.saved"));
      onSaved(id);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form className={css.view} aria-label={t("tickets.view.save")} onSubmit={submit}>
      <Field label={t("tickets.view.name")}>
        {(control) => <Input {...control} autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {scopes.length > 1 && (
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
              options={groups.map(({ id, name: label }) => ({ value: id, label: label[language] }))}
            />
          )}
        </Field>
      )}
      <Button type="primary" htmlType="submit" loading={busy} disabled={!whole || taken}>
        {t(view ? "tickets.view.update" : "tickets.view.save")}
      </Button>
      {view && (
        <Button disabled={!whole || busy} onClick={() => void save(null)}>
          {t("tickets.view.saveAsNew")}
        </Button>
      )}
    </form>
  );
}
