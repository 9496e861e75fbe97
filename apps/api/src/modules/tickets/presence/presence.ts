import { type PresentPerson, ticketPresenceEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { mustReach } from "../work/ticket.ts";
import { arrive, leave, leaveOverdue, type PresentRecord, presentAt } from "./presence.repo.ts";

/** A page says again every 20 s that it is there. */
const STAYS_MS = 50_000;

/** Who has a ticket open is no lock: it is shown to the others, and conflicts are told when they happen. */
export async function beHere(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  { tabId, doing }: { tabId: string; doing: "viewing" | "editing" | "leaving" },
): Promise<{ items: PresentPerson[] }> {
  await mustReach(ctx, actor, ticketId);
  const at = ctx.clock();
  await sqlTransaction(ctx.db, actor, at, async (tx) => {
    const until = new Date(at.getTime() + STAYS_MS);
    const editing = doing === "editing";
    const news =
      doing === "leaving"
        ? (await leave(tx, actor.personId, tabId, ticketId)).length > 0
        : await arrive(tx, { ticketId, personId: actor.personId, tabId, editing, until });
    if (news) tx.record(ticketPresenceEvents.changed, { entityId: ticketId });
  });
  return { items: presentPeople(await presentAt(ctx.db.prisma, [ticketId], at)) };
}

export const presentPeople = (records: PresentRecord[]): PresentPerson[] =>
  records.map(({ personId, name, editing, since }) => ({ person: { id: personId, name }, editing, since: since.toISOString() }));

/** A tab whose connection ends has left; one that fell silent (with its api process) leaves a little later. */
export function watchPresence(ctx: AppContext): void {
  ctx.realtime.onConnection({
    connected: async () => {},
    disconnected: ({ personId, tabId }) =>
      sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
        for (const ticketId of await leave(tx, personId, tabId, null)) tx.record(ticketPresenceEvents.changed, { entityId: ticketId });
      }),
  });
  ctx.sweeper.add(
    "left tickets",
    () =>
      sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
        for (const ticketId of await leaveOverdue(tx)) tx.record(ticketPresenceEvents.changed, { entityId: ticketId });
      }),
    10_000,
  );
}
