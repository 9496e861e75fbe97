import type { Ticket } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { NotYet } from "../../../../shared/ui/index.ts";
import { TicketCallbacks } from "../../callbacks/TicketCallbacks.tsx";
import { ActionBar } from "../actions/ActionBar.tsx";
import { isGone } from "../gone.ts";
import { ticketQuery } from "../queries.ts";
import { TrackPart } from "../track/TrackPart.tsx";
import { FieldsPart } from "../values/FieldsPart.tsx";
import { TicketHead } from "./TicketHead.tsx";
import { TicketLinks } from "./TicketLinks.tsx";
import { usePresence } from "./usePresence.ts";
import css from "./view.module.css";

interface Props {
  ticketId: string;
  /** Beside a list: one column. */
  compact?: boolean;
  panel?: "transfer" | null;
  onCallOut: ((ticket: Ticket) => Promise<void>) | null;
  renderCall(call: Ticket["calls"][number]): ReactNode;
}

/** One ticket whole: head, actions, fields, service track. */
export function TicketView({ ticketId, ...rest }: Props) {
  const ticket = useQuery(ticketQuery(ticketId));
  if (!ticket.data || isGone(ticket.error)) return <NotYet of={ticket} rows={14} height={20} gap={14} />;
  return <Whole key={ticketId} ticket={ticket.data} {...rest} />;
}

function Whole({ ticket, compact = false, panel = null, onCallOut, renderCall }: Omit<Props, "ticketId"> & { ticket: Ticket }) {
  const [editing, setEditing] = useState(false);
  const here = usePresence(ticket.id, editing);
  return (
    <article className={css.ticket} data-compact={compact}>
      <TicketHead ticket={ticket} here={here} brief={compact} />
      <ActionBar key={panel ?? "none"} ticket={ticket} panel={panel} onCallOut={onCallOut} />
      <TicketCallbacks ticket={ticket} />
      <div className={css.columns}>
        <div>
          <FieldsPart ticket={ticket} onEditing={setEditing} />
          <TicketLinks ticket={ticket} />
        </div>
        <TrackPart ticket={ticket} renderCall={renderCall} />
      </div>
    </article>
  );
}
