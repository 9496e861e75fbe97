import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { dialPurpose, linkedTickets } from "../calls/index.ts";
import { customerRenamed, trackSources } from "../customers/index.ts";
import { exportKinds } from "../exports/index.ts";
import { buildFieldIndexes } from "./commands/build-field-indexes.ts";
import { fireReminders } from "./commands/mark-ticket.ts";
import { moveOpenTickets } from "./commands/move-to-flow.ts";
import { watchTimes } from "./commands/watch-times.ts";
import { dialFromTicket } from "./dial-from-ticket.ts";
import { ticketExport } from "./export/ticket-export.ts";
import { dropUnusedFiles } from "./files.ts";
import { watchPresence } from "./presence.ts";
import { ticketsOf, ticketTrackEntries } from "./queries/mentions.ts";
import { normalized } from "./search-text.ts";
import { addCustomerName } from "./ticket.repo.ts";
import { routeTickets } from "./tickets.realtime.ts";
import { mountTickets } from "./tickets.routes.ts";

export { type Notice, tellPeople } from "./notices.ts";

/** Fields, types, templates, flows, work on tickets, search (T1, T2, T4–T8, T11). */
export function registerTickets(ctx: AppContext, mount: Mount): void {
  mountTickets(ctx, mount);
  routeTickets(ctx);
  watchPresence(ctx);
  dialPurpose.provide(ctx, (tx, actor, ticketId, callId) => dialFromTicket(ctx, tx, actor, ticketId, callId));
  linkedTickets.provide(ctx, (actor, callId) => ticketsOf(ctx, actor, callId));
  customerRenamed.provide(ctx, (tx, customerId, name) => addCustomerName(tx, customerId, normalized(name)));
  trackSources.provide(ctx, [...trackSources.of(ctx), (_reader, page) => ticketTrackEntries(ctx, page)]);
  exportKinds.provide(ctx, { ...exportKinds.of(ctx), tickets: ticketExport });
  ctx.sweeper.add("ticket reminders", () => fireReminders(ctx), 1_000);
  ctx.sweeper.add("ticket times", () => watchTimes(ctx), 1_000);
  ctx.sweeper.add("ticket moves", () => moveOpenTickets(ctx));
  ctx.sweeper.add("unused ticket files", () => dropUnusedFiles(ctx), 3_600_000);
  ctx.sweeper.add("ticket field indexes", () => buildFieldIndexes(ctx), 5_000);
}
