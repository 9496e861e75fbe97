import { callEvents } from "@cloverdesk/contracts";
import type { IvrEffect } from "@cloverdesk/rules/ivr";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { enqueue } from "../../routing/index.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { endCall } from "../commands/end-call.ts";
import { partsOf } from "../part.repo.ts";
import { openHop } from "../waits.repo.ts";
import { letWait } from "./wait-music.ts";

type Effect<K extends IvrEffect["kind"]> = Extract<IvrEffect, { kind: K }>;

/** Turns what the interpreter wants into commands to voice and changes of the call, in order. */
export async function perform(tx: SqlTx, call: CallRow, effects: IvrEffect[]): Promise<void> {
  const legId = call.customerLegId;
  if (!legId) throw new Error("a call in its flow has the customer's leg");
  for (const effect of effects) {
    if (effect.kind === "play")
      tx.command({ name: "play", callId: call.id, legId, playId: effect.playId, prompts: effect.prompts, loop: false });
    else if (effect.kind === "collect") collect(tx, call.id, legId, effect);
    else if (effect.kind === "queue") await wait(tx, call, legId, effect);
    else if (!effect.afterPlayId) await endCall(tx, call, await partsOf(tx.rows, call.id), { result: "ended_by_flow", endedBy: "system" });
  }
}

function collect(tx: SqlTx, callId: string, legId: string, { playId, prompts, kind: _, ...collecting }: Effect<"collect">): void {
  tx.command({ name: "play", callId, legId, playId, prompts, loop: false, collect: collecting });
}

/** Puts the caller into the group's queue; music and announcements play until somebody answers. */
async function wait(tx: SqlTx, call: CallRow, legId: string, effect: Effect<"queue">): Promise<void> {
  const { skillGroupId, priority, maxWaitMs } = effect;
  const ivr = call.queuedAt ? {} : { ivrMs: tx.at.getTime() - call.startedAt.getTime() };
  const overflowAt = maxWaitMs === null ? null : new Date(tx.at.getTime() + maxWaitMs);
  await Promise.all([
    moveCall(tx, call, "queue", { skillGroupId, queuedAt: call.queuedAt ?? tx.at, ...ivr }),
    openHop(tx, call.id, skillGroupId),
    enqueue(tx, { callId: call.id, skillGroupId, priority, enteredAt: tx.at, overflowAt }),
  ]);
  await letWait(tx, { callId: call.id, legId, playId: effect.waitId, node: effect, first: effect.welcomePrompts ?? [] });
  tx.record(callEvents.queued, { entityId: call.id, data: { skillGroupId } });
}
