import { type IvrContext, type IvrInput, type IvrState, type IvrStep, startIvr, stepIvr, unfinishedEntry } from "@cloverdesk/rules/ivr";
import type { Prisma } from "../../../platform/db/client.ts";
import type { Tx } from "../../../platform/db/transaction.ts";
import { customerLevel } from "../../customers/index.ts";
import { flowVersion, type Hotline, hoursOf, publishedFlow } from "../../hotlines/index.ts";
import { type CallRow, changeCall } from "../call-row.repo.ts";
import { perform } from "./perform.ts";

type FlowPath = Prisma.JsonArray;

/** Begins the hotline's published flow; the call finishes on this version, whatever is published meanwhile. */
export async function startFlow(tx: Tx, call: CallRow, hotline: Hotline & { ivrFlowId: string }): Promise<void> {
  const published = await publishedFlow(tx.rows, hotline.ivrFlowId);
  if (!published) throw new Error(`flow ${hotline.ivrFlowId} has no published version`);
  const step = startIvr(published.flow, await contextOf(tx, call));
  await keepAndPerform(tx, call, step, { ivrVersion: published.version });
}

/** Goes on after what happened on the call. Late or repeated news (a prompt that was replaced) changes nothing. */
export async function continueFlow(tx: Tx, call: CallRow, input: IvrInput): Promise<void> {
  if (call.state !== "in_ivr" || !call.ivrFlowId || call.ivrVersion === null || !call.ivrState) return;
  const flow = await flowVersion(tx.rows, call.ivrFlowId, call.ivrVersion);
  const step = stepIvr(flow, call.ivrState as unknown as IvrState, input, await contextOf(tx, call));
  if (step) await keepAndPerform(tx, call, step, {});
}

/** What to add to the path of a caller who leaves in the middle of a menu: that menu, without a key. */
export async function pathWhenLeaving(tx: Tx, call: CallRow): Promise<Prisma.InputJsonArray> {
  const path = call.ivrPath as FlowPath as Prisma.InputJsonArray;
  if (call.state !== "in_ivr" || !call.ivrFlowId || call.ivrVersion === null || !call.ivrState) return path;
  const unfinished = unfinishedEntry(await flowVersion(tx.rows, call.ivrFlowId, call.ivrVersion), call.ivrState as unknown as IvrState);
  return unfinished ? [...path, { ...unfinished, at: tx.at.toISOString() }] : path;
}

async function keepAndPerform(tx: Tx, call: CallRow, step: IvrStep, more: { ivrVersion?: number }): Promise<void> {
  const at = tx.at.toISOString();
  const ivrPath = [...(call.ivrPath as FlowPath), ...step.path.map((entry) => ({ ...entry, at }))] as Prisma.InputJsonArray;
  const kept = await changeCall(tx, call, { ...more, ivrState: step.state as unknown as Prisma.InputJsonObject, ivrPath });
  if (step.path.length > 0) tx.record({ name: "call.flow_advanced", entity: "call", entityId: call.id, data: { path: step.path } });
  await perform(tx, kept, step.effects);
}

async function contextOf(tx: Tx, call: CallRow): Promise<IvrContext> {
  const isOpen = call.hotlineId ? await hoursOf(tx.rows, call.hotlineId) : () => true;
  return {
    now: tx.at,
    businessHours: isOpen,
    callerNumber: call.number,
    customerLevel: call.customerId ? await customerLevel(tx.rows, call.customerId) : null,
  };
}
