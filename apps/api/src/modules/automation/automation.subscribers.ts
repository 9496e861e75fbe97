import { type CallResult, callEvents, ticketEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import { savedResult } from "../calls/index.ts";
import { lastCallResults, ticketsOfCalls } from "../tickets/index.ts";
import { runRules } from "./engine/run-rules.ts";
import { activeRules } from "./rules.repo.ts";
import { type Happening, happened } from "./triggers.ts";

/** Most calls in a row that a rule can ask about (`ruleTrigger`). */
const CALLS_MOST = 20;
const { created, imported, claimed, transferred, edited, moved, escalated, migrated, finished, reopened, merged } = ticketEvents;

/**
 * Deliveries at once. One writes while the other computes; more of them would wait for each other (who is next to be assigned is locked) and keep
 * connections from people.
 */
const AT_ONCE = 2;

/** Rules look at what others did: events of tickets, all of a transaction at once, and what came of calls. */
export function subscribeAutomation(ctx: AppContext): void {
  ctx.subscribers.onTogether(
    { created, imported, claimed, transferred, edited, moved, escalated, migrated, finished, reopened, merged },
    "automation.run-after-event",
    { concurrency: AT_ONCE, handle: async (_ctx, tx, events) => runRules(ctx, tx, await activeRules(tx.rows), events.map(happened)) },
  );
  ctx.subscribers.on(callEvents.ended, "automation.run-after-call", {
    async handle(_ctx, tx, { seq, at, entityId, actorId }) {
      const results = await resultsOf(tx, entityId);
      const happenings = [...results].map(
        ([ticketId, each]): Happening => ({
          kind: "called",
          ticketId,
          results: each,
          at,
          by: actorId ? "person" : "product",
          cause: `event ${seq}`,
          depth: 0,
        }),
      );
      if (happenings.length > 0) await runRules(ctx, tx, await activeRules(tx.rows), happenings);
    },
  });
  ctx.subscribers.on(callEvents.summarySaved, "automation.run-after-summary", {
    async handle(_ctx, tx, { seq, at, entityId, actorId, data }) {
      const [ticketIds, result] = await Promise.all([ticketsOfCalls(tx.rows, [entityId]), savedResult(tx.rows, data.partId)]);
      if (result === null || ticketIds.length === 0) return;
      const happenings = ticketIds.map(
        (ticketId): Happening => ({
          kind: "summarized",
          ticketId,
          result,
          at,
          by: actorId ? "person" : "product",
          cause: `event ${seq}`,
          depth: 0,
        }),
      );
      await runRules(ctx, tx, await activeRules(tx.rows), happenings);
    },
  });
}

async function resultsOf(tx: SqlTx, callId: string): Promise<Map<string, CallResult[]>> {
  const ticketIds = await ticketsOfCalls(tx.rows, [callId]);
  return ticketIds.length === 0 ? new Map() : lastCallResults(tx.rows, ticketIds, callId, CALLS_MOST);
}
