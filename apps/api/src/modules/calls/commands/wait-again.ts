import type { HopReason, Language } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { enqueue, enqueueFirst } from "../../routing/index.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { languageOf, letWait, WAIT_WITHOUT_FLOW, waitingAt } from "../ivr/wait-music.ts";
import type { PartRow } from "../part.repo.ts";
import { HOLD_MUSIC } from "../prompts.ts";
import { openHop } from "../waits.repo.ts";

/** Takes the party's leg away from the customer; the music of a hold ends, so that they hear what is played next. */
export function partFromCustomer(tx: SqlTx, call: CallRow, part: PartRow): void {
  if (call.state === "held") tx.command({ name: "resume-leg", callId: call.id, legId: customerLegOf(call) });
  tx.command({ name: "unbridge", callId: call.id });
  if (part.legId) tx.command({ name: "hang-up-leg", callId: call.id, legId: part.legId });
}

/** The customer's leg, of a call that had an agent. */
export function customerLegOf({ customerLegId }: CallRow): string {
  if (!customerLegId) throw new Error("a call with an agent has the customer's leg");
  return customerLegId;
}

/** What a customer hears while one person or number is rung: `first` once, then music. */
export function playMusic(tx: SqlTx, call: CallRow, playId: string, first: string[]): void {
  const music = { prompts: [HOLD_MUSIC], loop: true, ...(first.length > 0 && { first }) };
  tx.command({ name: "play", callId: call.id, legId: customerLegOf(call), playId, ...music });
}

/** How the customer of this call waits: as the queue node of its flow says, else with music alone. */
export async function howToWait(tx: SqlTx, call: CallRow) {
  const waiting = await waitingAt(tx, call);
  const node = waiting?.node ?? WAIT_WITHOUT_FLOW;
  return { node, waitId: waiting?.waitId ?? null, priority: waiting?.node.priority ?? 0, language: languageOf(node) };
}

interface Wait {
  skillGroupId: string;
  why: HopReason;
  /** Before everybody who waits there; otherwise with the priority that the flow gave the call. */
  isNext: boolean;
  /** What is played once, before the music. */
  first: (language: Language) => string[];
  playId: string;
}

/** A customer who was served waits in a group's queue (again): with music, announcements and the longest wait of their flow. */
export async function waitAgain(tx: SqlTx, call: CallRow, { skillGroupId, why, isNext, first, playId }: Wait): Promise<void> {
  const { id: callId } = call;
  const { node, waitId, priority, language } = await howToWait(tx, call);
  const overflowAt = waitId !== null && node.maxWaitMs !== null ? new Date(tx.at.getTime() + node.maxWaitMs) : null;
  const entry = { callId, skillGroupId, enteredAt: tx.at, overflowAt };
  // A customer who waits already, because a colleague was rung, goes on waiting.
  const since = call.state === "ringing" ? {} : { queuedAt: tx.at };
  await Promise.all([
    moveCall(tx, call, "requeue", { skillGroupId, ...since }),
    openHop(tx, callId, skillGroupId, why),
    isNext ? enqueueFirst(tx, entry) : enqueue(tx, { ...entry, priority }),
  ]);
  await letWait(tx, { callId, legId: customerLegOf(call), playId: waitId ?? playId, node, first: first(language) });
}
