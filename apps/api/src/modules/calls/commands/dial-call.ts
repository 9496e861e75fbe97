import { randomUUID } from "node:crypto";
import { type Contact, callEvents, type DialSource } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type SqlTx, type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { agentDialing, getAgent } from "../../agents/index.ts";
import { findCustomerByNumber } from "../../customers/index.ts";
import { readSettings } from "../../settings/index.ts";
import { takesPart } from "../call.policy.ts";
import { findCall, insertCall } from "../call-row.repo.ts";
import { dialPurpose } from "../dial-purpose.ts";
import { insertPart, partsOf } from "../part.repo.ts";
import { loadContact } from "../queries/contacts.ts";
import { writeSummary } from "../summary.repo.ts";
import { dialableNumber, wayOut, withinLimits } from "./way-out.ts";

export interface DialInput {
  /** Chosen by the page: the same id again is the same call, so a retried request never dials twice. */
  id: string;
  number: string;
  callerNumber?: string | undefined;
  source: DialSource;
  /** The ticket that the call is for: its node must allow it, and the call is linked to it. */
  ticketId?: string | undefined;
  /** What the call is about: the draft of its summary begins with it. */
  remark?: string | undefined;
  tabId: string;
}

/** Calls out, on duty or on break. */
export async function dialCall(ctx: AppContext, actor: Actor, input: DialInput): Promise<Contact> {
  return withinLimits(ctx, actor, input.number, () => dial(ctx, actor, input));
}

async function dial(ctx: AppContext, actor: Actor, input: DialInput): Promise<Contact> {
  const [known, parts] = await Promise.all([findCall(ctx.db.prisma, input.id), partsOf(ctx.db.prisma, input.id)]);
  if (known && !takesPart({ parts }, actor.personId)) throw new AppError("calls.not_yours");
  if (!known) {
    // A call for a ticket may name one of its numbers by the mask, which is read within the transaction.
    if (input.ticketId === undefined) await dialableNumber(ctx, input.number);
    if (!ctx.voice.up) throw new AppError("voice.unavailable", { retryAfter: 2 });
    await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const { ticketId, number } = input;
      const meant = ticketId === undefined ? number : await dialPurpose.of(ctx)(tx, actor, ticketId, input.id, number);
      await placeCall(ctx, tx, actor, input, await dialableNumber(ctx, meant));
    }).catch(unlessPlacedMeanwhile);
  }
  const contact = await loadContact(ctx, input.id, actor.personId);
  if (!contact) throw new AppError("calls.not_found");
  return contact;
}

/** The same request sent twice at once: the other one placed the call. */
function unlessPlacedMeanwhile(error: unknown): void {
  if (!(error instanceof RaceLost)) throw error;
}

async function placeCall(ctx: AppContext, tx: Tx, actor: Actor, input: DialInput, to: string): Promise<void> {
  const { shown, trunk, mayDialAgain } = await wayOut(ctx, tx, actor.personId, input.callerNumber);
  const customerLegId = randomUUID();
  const customer = await findCustomerByNumber(tx.rows, to);
  const placed = await insertCall(
    tx,
    {
      id: input.id,
      direction: "outbound",
      source: input.source,
      state: "dialing",
      number: to,
      customerId: customer?.id ?? null,
      hotlineId: shown.hotlineId,
      hotlineNumber: shown.number,
      skillGroupId: shown.skillGroupId,
      customerLegId,
      startedAt: tx.at,
      voiceBoot: ctx.voice.boot,
    },
    { id: customerLegId, kind: "trunk", state: "trying", party: to, startedAt: tx.at, trunkId: trunk.id ?? null },
  );
  if (!placed) throw new RaceLost("the call was placed meanwhile");
  const partId = randomUUID();
  const remark = input.remark?.trim();
  await insertPart(tx, {
    id: partId,
    callId: input.id,
    role: "agent",
    state: "dialing",
    personId: actor.personId,
    skillGroupId: shown.skillGroupId,
    legId: randomUUID(),
    began: "dialed",
    callStartedAt: tx.at,
    startedAt: tx.at,
    ...(remark && { summaryState: "draft" }),
  });
  if (remark) {
    const fields = { categoryId: null, issue: remark, solution: "", result: null, custom: {} };
    await writeSummary(tx, partId, 0, fields, actor.personId, false);
    tx.record(callEvents.summaryDrafted, { entityId: input.id, data: { agentId: actor.personId, partId } });
  }
  if (!(await agentDialing(tx, actor.personId, { callId: input.id, partId }))) throw await whyNot(tx, actor.personId);
  const { outboundRingTimeoutMs } = await readSettings(tx.rows);
  tx.command({
    name: "dial-leg",
    callId: input.id,
    legId: customerLegId,
    to,
    from: shown.number,
    trunk,
    ringTimeoutMs: outboundRingTimeoutMs,
    ...(mayDialAgain && { mayDialAgain }),
  });
  tx.record(callEvents.dialed, { entityId: input.id, data: { agentId: actor.personId, source: input.source } });
}

async function whyNot(tx: SqlTx, personId: string): Promise<AppError> {
  const agent = await getAgent(tx.rows, personId);
  return new AppError(!agent || agent.state === "off_duty" ? "calls.off_duty" : "calls.agent_busy");
}
