import { fold } from "@cloverdesk/rules/text";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { dialPurpose, linkedTickets, ticketNumbers } from "../calls/index.ts";
import { categoryUses } from "../categories/index.ts";
import { customerRenamed, trackSources } from "../customers/index.ts";
import { exportKinds } from "../exports/index.ts";
import { importKinds } from "../imports/index.ts";
import { routeCallbacks } from "./callbacks/callbacks.realtime.ts";
import { mountCallbacks } from "./callbacks/callbacks.routes.ts";
import { subscribeCallbacks } from "./callbacks/keep-callbacks.ts";
import { tellDueCallbacks } from "./callbacks/tell-due.ts";
import { mountExport } from "./export/export.routes.ts";
import { ticketExport } from "./export/ticket-export.ts";
import { mountFiles } from "./files/files.routes.ts";
import { dropUnusedFiles } from "./files/files.ts";
import { routeImported } from "./import/import.realtime.ts";
import { ticketImport } from "./import/ticket-import.ts";
import { fireReminders } from "./marks/mark-ticket.ts";
import { routeMarks } from "./marks/marks.realtime.ts";
import { mountMove } from "./move/move.routes.ts";
import { moveOpenTickets } from "./move/move-to-flow.ts";
import { routePresence } from "./presence/presence.realtime.ts";
import { watchPresence } from "./presence/presence.ts";
import { counting } from "./search/counts.realtime.ts";
import { foldTextsJob } from "./search/refold.ts";
import { mountSearch } from "./search/search.routes.ts";
import { routeViews } from "./search/views.realtime.ts";
import { buildFieldIndexes } from "./setup/build-field-indexes.ts";
import { routeSetup } from "./setup/setup.realtime.ts";
import { mountSetup } from "./setup/setup.routes.ts";
import { watchTimes } from "./sla/watch-times.ts";
import { dialFromTicket } from "./work/dial-from-ticket.ts";
import { ticketNumbersOf, ticketsOf, ticketTrackEntries } from "./work/mentions.ts";
import { addCustomerName, countByCategory } from "./work/ticket.repo.ts";
import { routeWork } from "./work/work.realtime.ts";
import { mountBulk, mountCreation, mountWork } from "./work/work.routes.ts";
import { forgetSkips } from "./worklist/skip-task.ts";
import { routeWorklist } from "./worklist/worklist.realtime.ts";
import { mountWorklist } from "./worklist/worklist.routes.ts";

export { lastCallResults } from "./automatic/call-results.repo.ts";
export { lockSet, type StepEnd, type TicketSet, takeStep } from "./automatic/ticket-set.ts";
export { ticketsAsOf } from "./automatic/tickets-as-of.ts";
export { filterSql } from "./search/filter.repo.ts";
export { type FilteredTicket, filterHolds, type MemoryGround, type Verdict } from "./search/filter-holds.ts";
export { memoryGround } from "./search/ground.ts";
export { shownValues } from "./search/row.presenter.ts";
export { namingRules } from "./setup/naming-rules.ts";
export { holdFields } from "./setup/setup.repo.ts";
export { flowOf, setupOf } from "./setup/setup.ts";
export { namesOf } from "./work/detail.repo.ts";
export { ticketsOfCalls } from "./work/links.repo.ts";
export { isThere } from "./work/transfer-ticket.ts";

/** Fields, types, templates, flows, work on tickets, search (T1, T2, T4–T8, T11). */
export function registerTickets(ctx: AppContext, mount: Mount): void {
  // Paths with a ticket's id come last: they would take `counts` or `search` for an id.
  for (const mountRoom of [
    mountSetup,
    mountMove,
    mountSearch,
    mountExport,
    mountBulk,
    mountFiles,
    mountWorklist,
    mountCallbacks,
    mountCreation,
    mountWork,
  ])
    mountRoom(ctx, mount);
  const count = counting(ctx);
  routeWork(ctx, count);
  routeImported(ctx, count);
  routeMarks(ctx, count);
  routePresence(ctx);
  routeSetup(ctx);
  routeViews(ctx);
  routeWorklist(ctx);
  routeCallbacks(ctx);
  subscribeCallbacks(ctx);
  watchPresence(ctx);
  dialPurpose.provide(ctx, (tx, actor, ticketId, callId, number) => dialFromTicket(ctx, tx, actor, ticketId, callId, number));
  linkedTickets.provide(ctx, (actor, callId) => ticketsOf(ctx, actor, callId));
  ticketNumbers.provide(ctx, (actor, callIds) => ticketNumbersOf(ctx, actor, callIds));
  customerRenamed.provide(ctx, (tx, customerId, name) => addCustomerName(tx, customerId, fold(name)));
  trackSources.provide(ctx, [...trackSources.of(ctx), (_reader, page) => ticketTrackEntries(ctx, page)]);
  categoryUses.provide(ctx, { ...categoryUses.of(ctx), tickets: countByCategory });
  exportKinds.provide(ctx, { ...exportKinds.of(ctx), tickets: ticketExport });
  importKinds.provide(ctx, { ...importKinds.of(ctx), tickets: ticketImport });
  ctx.sweeper.add("ticket reminders", () => fireReminders(ctx), 1_000);
  ctx.sweeper.add("ticket times", () => watchTimes(ctx), 1_000);
  ctx.sweeper.add("ticket moves", () => moveOpenTickets(ctx));
  ctx.sweeper.add("unused ticket files", () => dropUnusedFiles(ctx), 3_600_000);
  ctx.sweeper.add("callbacks due", () => tellDueCallbacks(ctx), 1_000);
  ctx.sweeper.add("skipped tasks", () => forgetSkips(ctx), 3_600_000);
  ctx.jobs.add(foldTextsJob);
  ctx.jobs.cron("*/5 * * * *", foldTextsJob, {});
  ctx.jobs.add(buildFieldIndexes);
  // Fields may also be written by a script, and a killed process may leave an index broken.
  ctx.jobs.cron("* * * * *", buildFieldIndexes, {});
}
