import type { Ticket } from "@cloverdesk/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { BY_LABEL, tell } from "../../../../shared/ui/index.ts";
import { listQuery } from "../../search/queries.ts";
import { type LinkAs, link } from "../commands.ts";
import css from "./actions.module.css";
import { closesOnEscape } from "./escape.ts";

const HOW = ["related", "parent", "merge_into"] as const satisfies readonly LinkAs[];

/** Relates the ticket to another one, hangs it below, or merges it into that. */
export function LinkPanel({ ticket, onDone }: { ticket: Ticket; onDone: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [as, setAs] = useState<(typeof HOW)[number]>("related");
  const [other, setOther] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const findable = text.trim().length >= 2 || /^\d+$/.test(text.trim());
  const found = useInfiniteQuery({ ...listQuery({ search: { text: text.trim() } }), enabled: findable });
  const options = findable ? (found.data?.pages[0]?.items ?? []).filter(({ id }) => id !== ticket.id).slice(0, 20) : [];

  async function submit(): Promise<void> {
    if (!other) return;
    setBusy(true);
    try {
      await link(ticket.id, other, as);
      tell("good", t("tickets.actions.done.link"));
      onDone();
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form
      className={css.panel}
      aria-label={t("tickets.actions.link")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={closesOnEscape(other !== null, onDone)}
    >
      <h3>{t("tickets.actions.link")}</h3>
      <Segmented
        aria-label={t("tickets.links.how")}
        value={as}
        onChange={setAs}
        options={HOW.map((value) => ({ value, label: t(`tickets.links.as.${value}`) }))}
      />
      <Select
        aria-label={t("tickets.links.other")}
        placeholder={t("tickets.links.otherHint")}
        showSearch={{ ...BY_LABEL, filterOption: false, onSearch: setText }}
        value={other}
        onChange={setOther}
        notFoundContent={null}
        options={options.map((row) => ({ value: row.id, label: `${t("tickets.number", { n: row.number })} ${row.title}` }))}
      />
      {as === "merge_into" && <p className={css.warning}>{t("tickets.links.mergeWarning")}</p>}
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!other}>
          {t("tickets.actions.confirm")}
        </Button>
        <Button onClick={onDone}>{t("shell.cancel")}</Button>
      </div>
    </form>
  );
}
