import { callEvents } from "@cloverdesk/contracts";
import { type IvrContext, type IvrInput, type IvrState, type IvrStep, startIvr, stepIvr, unfinishedEntry } from "@cloverdesk/rules/ivr";
import type { Prisma } from "../../../platform/db/client.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { customerLevel } from "../../customers/index.ts";
import { flowVersion, type Hotline, hoursOf, publishedFlow } from "../../hotlines/index.ts";
import { type CallRow, changeCall } from "../call-row.repo.ts";
import { perform } from "./perform.ts";

type FlowPath = Prisma.JsonArray;

/** Begins the hotline's published flow; the call finishes on this version, whatever is published meanwhile. */
export async function startFlow(tx: SqlTx, call: CallRow, hotline: Hotline & { ivrFlowId: string }): Promise<void> {
  const [published, context] = await Promise.all([publishedFlow(tx.rows, hotline.ivrFlowId), contextOf(tx, call)]);
  if (!published) throw new Error(`flow ${hotline.ivrFlowId} has no published version`);
  const step = startIvr(published.flow, context);
  await keepAndPerform(tx, call, step, { ivrVersion: published.version });
}

/** Goes on after what happened on the call. Late or repeated news (a prompt that was replaced) changes nothing. */
export async function continueFlow(tx: SqlTx, call: CallRow, input: IvrInput): Promise<void> {
  if (call.state !== "in_ivr" || !call.ivrFlowId || call.ivrVersion === null || !call.ivrState) return;
  const [flow, context] = await Promise.all([flowVersion(tx.rows, call.ivrFlowId, call.ivrVersion), contextOf(tx, call)]);
  const step = stepIvr(flow, call.ivrState as unknown as IvrState, input, context);
  if (step) await keepAndPerform(tx, call, step, {});
}

/** What to add to the path of a caller who leaves in the middle of a menu: that menu, without a key. */
export async function pathWhenLeaving(tx: SqlTx, call: CallRow): Promise<Prisma.InputJsonArray> {
  const path = call.ivrPath as FlowPath as Prisma.InputJsonArray;
  if (call.state !== "in_ivr" || !call.ivrFlowId || call.ivrVersion === null || !call.ivrState) return path;
  const unfinished = unfinishedEntry(await flowVersion(tx.rows, call.ivrFlowId, call.ivrVersion), call.ivrState as unknown as IvrState);
  return unfinished ? [...path, { ...unfinished, at: tx.at.toISOString() }] : path;
}

async function keepAndPerform(tx: SqlTx, call: CallRow, step: IvrStep, more: { ivrVersion?: number }): Promise<void> {
  const at = tx.at.toISOString();
  const ivrPath = [...(call.ivrPath as FlowPath), ...step.path.map((entry) => ({ ...entry, at }))] as Prisma.InputJsonArray;
  const kept = await changeCall(tx, call, { ...more, ivrState: step.state as unknown as Prisma.InputJsonObject, ivrPath });
  if (step.path.length > 0) tx.record(callEvents.flowAdvanced, { entityId: call.id, data: { path: step.path } });
  await perform(tx, kept, step.effects);
}

async function contextOf(tx: SqlTx, call: CallRow): Promise<IvrContext> {
  const [isOpen, level] = await Promise.all([
    call.hotlineId ? hoursOf(tx.rows, call.hotlineId) : () => true,
    call.customerId ? customerLevel(tx.rows, call.customerId) : null,
  ]);
  return { now: tx.at, businessHours: isOpen, callerNumber: call.number, customerLevel: level };
}
