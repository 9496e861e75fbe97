import type { Ticket, TicketMark } from "@cloverdesk/contracts";
import { flagColor } from "@cloverdesk/contracts";
import { Button, DatePicker, Input, Popover, Segmented } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { Field, tell } from "../../../../shared/ui/index.ts";
import { mark } from "../commands.ts";
import { NO_MARK } from "./flag.ts";
import css from "./mark-form.module.css";
import { Mark } from "./marks.tsx";

/** My own flag and reminder on the ticket; nobody else sees them. */
export function MarkButton({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={<MarkForm ticket={ticket} onDone={() => setOpen(false)} />}
    >
      <Button aria-expanded={open}>
        <Mark mark={ticket.mark} />
        {t("tickets.actions.mark")}
      </Button>
    </Popover>
  );
}

function MarkForm({ ticket, onDone }: { ticket: Ticket; onDone: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [draft, setDraft] = useState<TicketMark>(ticket.mark ?? NO_MARK);
  const set = (part: Partial<TicketMark>) => setDraft((old) => ({ ...old, ...part }));

  async function save(next: TicketMark): Promise<void> {
    try {
      await mark(ticket.id, next);
      onDone();
    } catch (error) {
      tell("bad", errorText(error, language));
    }
  }
  const colors = [...flagColor.options, "none" as const];
  return (
    <form
      className={css.markForm}
      aria-label={t("tickets.actions.mark")}
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft);
      }}
    >
      <Segmented
        aria-label={t("tickets.mark.flag")}
        value={draft.flag ?? "none"}
        onChange={(value) => set({ flag: flagColor.options.find((color) => color === value) ?? null })}
        options={colors.map((value) => ({
          value,
          label: <Mark mark={{ ...NO_MARK, flag: value === "none" ? null : value }} />,
        }))}
      />
      <Field label={t("tickets.mark.remindAt")}>
        {(control) => (
          <DatePicker
            {...control}
            showTime={{ format: "HH:mm" }}
            format="YYYY-MM-DD HH:mm"
            minDate={dayjs()}
            presets={[
              { label: t("tickets.mark.inHour"), value: dayjs().add(1, "hour") },
              { label: t("tickets.mark.tomorrow"), value: dayjs().add(1, "day").hour(9).minute(0).second(0) },
            ]}
            value={draft.remindAt ? dayjs(draft.remindAt) : null}
            onChange={(at) => set({ remindAt: at ? at.toISOString() : null })}
          />
        )}
      </Field>
      <Field label={t("tickets.mark.remindText")}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={draft.remindText}
            placeholder={t("tickets.mark.remindHint")}
            onChange={(event) => set({ remindText: event.target.value })}
          />
        )}
      </Field>
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit">
          {t("tickets.mark.save")}
        </Button>
        {ticket.mark && <Button onClick={() => void save(NO_MARK)}>{t("tickets.mark.clear")}</Button>}
      </div>
    </form>
  );
}
