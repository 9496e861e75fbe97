import { customerEndpoints, type FoundCustomer } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, type InputRef } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { call, errorText, queryClient } from "../../../../shared/api/index.ts";
import { formatPhone, useLanguage } from "../../../../shared/hooks/index.ts";
import { Field, tell } from "../../../../shared/ui/index.ts";
import css from "./create.module.css";
import { type Draft, isOf } from "./draft.ts";
import { type Known, type Start, startQuery } from "./start.ts";

interface Props {
  start: Start;
  draft: Draft;
  onFound(found: Start): void;
  onClear(): void;
}

/** Whose ticket it is going to be: always the draft's customer, wherever that came from. Finds another one by a telephone number or by name. */
export function Member({ start, draft, onFound, onClear }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const input = useRef<InputRef>(null);
  const [phone, setPhone] = useState(typeof draft.values.phone === "string" ? formatPhone(draft.values.phone) : "");
  const [found, setFound] = useState<Start>(start);
  const [named, setNamed] = useState<Named | null>(null);
  const [busy, setBusy] = useState(false);
  const { customerId } = draft;
  const isFound = isOf(found, draft);
  // A draft that is gone on with knows its customer by id alone.
  const kept = useQuery({ ...startQuery({ customerId: customerId ?? undefined }), enabled: customerId !== null && !isFound });
  const shown = isFound ? found : customerId !== null ? kept.data : undefined;

  async function take(known: Known): Promise<void> {
    const answer = await queryClient.fetchQuery({ ...startQuery(known), staleTime: 0 });
    setNamed(null);
    setFound(answer);
    onFound(answer);
  }
  /** A number is looked up as such, anything with a letter as a name: of several people with it one is chosen. */
  async function find(text: string): Promise<void> {
    if (!/\p{L}/u.test(text)) return take({ phone: text });
    const { items, more } = await call(customerEndpoints.search, { query: { text } });
    const [only] = items;
    if (only && items.length === 1) return take({ customerId: only.id });
    setNamed({ text, items, more });
  }
  async function during(work: Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work;
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  function words(): string {
    if (shown?.customer) return [shown.customer.name, shown.customer.level].filter(Boolean).join(" · ");
    if (customerId === null) return shown?.phone ? `${formatPhone(shown.phone)} · ${t("tickets.create.unknown")}` : "";
    if (shown) return t("tickets.create.memberGone");
    return kept.error ? errorText(kept.error, language) : t("shell.state.loading");
  }
  return (
    <div>
      <Field
        label={t("tickets.create.member")}
        hint={
          <>
            {words()}
            {customerId !== null && (
              <Button
                type="link"
                size="small"
                className={css.clear}
                onClick={() => {
                  onClear();
                  input.current?.focus();
                }}
              >
                {t("tickets.create.clearMember")}
              </Button>
            )}
          </>
        }
      >
        {(control) => (
          <Input.Search
            {...control}
            ref={input}
            value={phone}
            loading={busy}
            placeholder={t("tickets.create.memberHint")}
            enterButton={t("tickets.create.lookUp")}
            onChange={(event) => setPhone(event.target.value)}
            onPressEnter={(event) => event.preventDefault()}
            onSearch={() => phone.trim() && void during(find(phone.trim()))}
          />
        )}
      </Field>
      {named && <Choice named={named} onChoose={(id) => void during(take({ customerId: id }))} />}
      <Alike rows={shown?.alike ?? []} />
    </div>
  );
}

/** What a search by name found, when that is not exactly one customer. */
interface Named {
  text: string;
  items: FoundCustomer[];
  more: boolean;
}

function Choice({ named: { text, items, more }, onChoose }: { named: Named; onChoose(id: string): void }) {
  const { t } = useTranslation();
  if (items.length === 0) {
    return (
      <p className={css.soft} role="status">
        {t("tickets.create.nobodyNamed", { text })}
      </p>
    );
  }
  return (
    <ul className={css.choice} aria-label={t("tickets.create.chooseMember")}>
      {items.map((customer) => (
        <li key={customer.id}>
          <button type="button" onClick={() => onChoose(customer.id)}>
            <strong>{customer.name}</strong>{" "}
            <span className={css.soft}>
              {[customer.level, customer.company, ...customer.phones.map(formatPhone)].filter(Boolean).join(" · ")}
            </span>
          </button>
        </li>
      ))}
      {more && <li className={css.soft}>{t("tickets.create.moreNamed")}</li>}
    </ul>
  );
}

/** Open tickets of the same customer or number; those out of reach are only named. */
function Alike({ rows }: { rows: Start["alike"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (rows.length === 0) return null;
  const named = (row: Start["alike"][number]) => `${t("tickets.number", { n: row.number })} ${row.title ?? t("tickets.outOfReach")}`;
  return (
    <aside className={css.alike}>
      <strong>{t("tickets.create.alike")}</strong>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {row.mayOpen ? <Link to={`/tickets/${row.id}`}>{named(row)}</Link> : named(row)}{" "}
            <span className={css.soft}>
              {row.type.name[language]} · {row.node.name[language]} · {row.handler?.name ?? t("tickets.nobody")}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
