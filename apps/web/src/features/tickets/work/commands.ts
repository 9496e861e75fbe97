import { type CallInput, type FieldValues, type Ticket, type TicketMark, ticketEndpoints, type ValueChange } from "@cloverdesk/contracts";
import { call, isCode, queryClient } from "../../../shared/api/index.ts";
import { keepRow, listsKey } from "../search/list/rows.ts";
import { countsQuery } from "../search/queries.ts";
import { ticketQuery, trackQuery } from "./queries.ts";

const at = (ticketId: string) => ({ params: { ticketId } });

/** Shows a ticket as the server has just told it, here and in the lists; one that is older changes nothing. */
export function keepTicket(ticket: Ticket): Ticket {
  queryClient.setQueryData(ticketQuery(ticket.id).queryKey, (old) => (old && old.version > ticket.version ? old : ticket));
  keepRow(queryClient, ticket);
  void queryClient.invalidateQueries({ queryKey: trackQuery(ticket.id).queryKey });
  return ticket;
}

/** After a command of mine: which lists the ticket is in may have changed. */
export function listsChanged(): void {
  void queryClient.invalidateQueries({ queryKey: listsKey });
  void queryClient.invalidateQueries({ queryKey: countsQuery.queryKey });
}

/** Runs the command. When the ticket changed meanwhile, fetches it before the error is shown. */
async function deed(ticketId: string, doing: Promise<Ticket>): Promise<Ticket> {
  try {
    return keepTicket(await doing);
  } catch (error) {
    if (isCode(error, "tickets.moved_on", "tickets.claimed_by_other", "tickets.closed", "tickets.not_allowed", "tickets.conflict")) {
      await queryClient.fetchQuery({ ...ticketQuery(ticketId), staleTime: 0 }).catch(() => undefined);
    }
    throw error;
  } finally {
    listsChanged();
  }
}

export type Target = NonNullable<CallInput<typeof ticketEndpoints.transfer>["body"]>["to"];
export type LinkAs = NonNullable<CallInput<typeof ticketEndpoints.link>["body"]>["as"];

export const claim = (id: string) => deed(id, call(ticketEndpoints.claim, at(id)));
export const transfer = (id: string, to: Target, note: string) =>
  deed(id, call(ticketEndpoints.transfer, { ...at(id), body: { to, note } }));
export const edit = (id: string, changes: ValueChange[]) => deed(id, call(ticketEndpoints.edit, { ...at(id), body: { changes } }));
/** An action as it was filled in: `node` is where the page saw the ticket, `seen` what it showed of the values changed. */
export interface Taken {
  node: string;
  values: FieldValues;
  seen: FieldValues;
  note: string;
}
export const act = (id: string, action: string, body: Taken) =>
  deed(id, call(ticketEndpoints.act, { params: { ticketId: id, action }, body }));
export const finish = (id: string, body: Taken) => deed(id, call(ticketEndpoints.finish, { ...at(id), body }));
export const reopen = (id: string, note: string) => deed(id, call(ticketEndpoints.reopen, { ...at(id), body: { note } }));
export const urge = (id: string, note: string) => deed(id, call(ticketEndpoints.urge, { ...at(id), body: { note } }));
export const copyTo = (id: string, personIds: string[], note: string) =>
  deed(id, call(ticketEndpoints.copy, { ...at(id), body: { personIds, note } }));
export const comment = (id: string, commentId: string, body: { text: string; mentions: string[]; fileIds: string[] }) =>
  deed(id, call(ticketEndpoints.comment, { params: { ticketId: id, commentId }, body }));
export const link = (id: string, otherId: string, as: LinkAs) => deed(id, call(ticketEndpoints.link, { ...at(id), body: { otherId, as } }));

/** My own flag and reminder; both empty takes the mark away. */
export async function mark(id: string, next: TicketMark): Promise<void> {
  const kept = await call(ticketEndpoints.mark, { ...at(id), body: next });
  keepMark(id, kept);
  listsChanged();
}

export function keepMark(ticketId: string, kept: TicketMark | null): void {
  queryClient.setQueryData(ticketQuery(ticketId).queryKey, (old) => (old ? { ...old, mark: kept } : old));
  keepRow(queryClient, { id: ticketId, mark: kept });
}
