import type { IvrEffect } from "@cloverdesk/rules/ivr";
import type { Tx } from "../../../platform/db/transaction.ts";
import { enqueue } from "../../routing/index.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { endCall } from "../commands/end-call.ts";
import { openHop } from "../waits.repo.ts";
import { letWait } from "./wait-music.ts";

type Effect<K extends IvrEffect["kind"]> = Extract<IvrEffect, { kind: K }>;

/** Turns what the interpreter wants into commands to voice and changes of the call, in order. */
export async function perform(tx: Tx, call: CallRow, effects: IvrEffect[]): Promise<void> {
  const legId = call.customerLegId;
  if (!legId) throw new Error("a call in its flow has the customer's leg");
  for (const effect of effects) {
    if (effect.kind === "play")
      tx.command({ name: "play", callId: call.id, legId, playId: effect.playId, prompts: effect.prompts, loop: false });
    else if (effect.kind === "collect") collect(tx, call.id, legId, effect);
    else if (effect.kind === "queue") await wait(tx, call, legId, effect);
    else if (!effect.afterPlayId) await endCall(tx, call, { result: "ended_by_flow", endedBy: "system" });
  }
}

function collect(tx: Tx, callId: string, legId: string, { playId, prompts, kind: _, ...collecting }: Effect<"collect">): void {
  tx.command({ name: "play", callId, legId, playId, prompts, loop: false, collect: collecting });
}

/** Puts the caller into the group's queue; music and announcements play until somebody answers. */
async function wait(tx: Tx, call: CallRow, legId: string, effect: Effect<"queue">): Promise<void> {
  await moveCall(tx, call, "queue", {
    skillGroupId: effect.skillGroupId,
    queuedAt: call.queuedAt ?? tx.at,
    ...(call.queuedAt ? {} : { ivrMs: tx.at.getTime() - call.startedAt.getTime() }),
  });
  await openHop(tx, call.id, effect.skillGroupId);
  const overflowAt = effect.maxWaitMs === null ? null : new Date(tx.at.getTime() + effect.maxWaitMs);
  await enqueue(tx, { callId: call.id, skillGroupId: effect.skillGroupId, priority: effect.priority, enteredAt: tx.at, overflowAt });
  await letWait(tx, { callId: call.id, legId, playId: effect.waitId, node: effect, first: effect.welcomePrompts ?? [] });
  tx.record({ name: "call.queued", entity: "call", entityId: call.id, data: { skillGroupId: effect.skillGroupId } });
}
