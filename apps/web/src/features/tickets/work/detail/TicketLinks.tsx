import { CloseOutlined } from "@ant-design/icons";
import type { Ticket } from "@cloverdesk/contracts";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { errorText } from "../../../../shared/api/index.ts";
import { useLanguage } from "../../../../shared/hooks/index.ts";
import { tell } from "../../../../shared/ui/index.ts";
import { link } from "../commands.ts";
import { Fact } from "./TicketHead.tsx";
import css from "./view.module.css";

type Ref = Ticket["related"][number];

/** Tickets this one is bound to. A wrong tie is undone here: from this ticket to a related one or its parent, from a child to this one. */
export function TicketLinks({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const undo = {
    parent: (ref: Ref) => link(ticket.id, ref.id, "no_parent"),
    children: (ref: Ref) => link(ref.id, ticket.id, "no_parent"),
    related: (ref: Ref) => link(ticket.id, ref.id, "unrelated"),
  };
  const kinds = [
    { name: t("tickets.links.parent"), refs: ticket.parent ? [ticket.parent] : [], undo: undo.parent },
    { name: t("tickets.links.children"), refs: ticket.children, undo: undo.children },
    { name: t("tickets.links.related"), refs: ticket.related, undo: undo.related },
    { name: t("tickets.links.mergedInto"), refs: ticket.mergedInto ? [ticket.mergedInto] : [], undo: null },
  ].filter(({ refs }) => refs.length > 0);
  if (kinds.length === 0) return null;
  return (
    <section className={css.part} aria-label={t("tickets.actions.link")}>
      <dl className={css.facts}>
        {kinds.map((kind) => (
          <Fact key={kind.name} term={kind.name}>
            {kind.refs.map((ref) => (
              <span key={ref.id} className={css.ref}>
                <Link to={`/tickets/${ref.id}`}>
                  {t("tickets.number", { n: ref.number })} {ref.title} · {t(`tickets.states.${ref.state}`)}
                </Link>
                {ticket.can.link && kind.undo && <Unlink of={ref} undo={kind.undo} />}
              </span>
            ))}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Unlink({ of, undo }: { of: Ref; undo: (ref: Ref) => Promise<Ticket> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const name = t("tickets.links.remove", { n: of.number });
  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await undo(of);
      tell("good", t("tickets.links.removed"));
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Popconfirm title={t("tickets.links.removeSure", { n: of.number })} onConfirm={() => void remove()}>
      <Button type="text" size="small" loading={busy} icon={<CloseOutlined aria-hidden="true" />} aria-label={name} />
    </Popconfirm>
  );
}
