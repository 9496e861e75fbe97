import type { IvrNode, Language } from "@cloverdesk/contracts";
import { queuePositionPrompts } from "@cloverdesk/rules";
import type { IvrState } from "@cloverdesk/rules/ivr";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { flowVersion } from "../../hotlines/index.ts";
import { positionOf } from "../../routing/index.ts";
import { setAnnounceAt } from "../call.repo.ts";
import type { CallRow } from "../call-row.repo.ts";
import { HOLD_MUSIC } from "../prompts.ts";

type QueueNode = Extract<IvrNode, { kind: "queue" }>;
type Waiting = Pick<QueueNode, "music" | "announceEveryMs" | "announcePrompts" | "announcePosition">;

/** How a caller waits whose flow has no queue node to ask. */
export const WAIT_WITHOUT_FLOW: Waiting & Pick<QueueNode, "maxWaitMs"> = {
  music: HOLD_MUSIC,
  announceEveryMs: null,
  announcePosition: false,
  maxWaitMs: null,
};

/** The queue node at which the call's flow waits, with its wait; null when it waits at none. It still does while an agent talks. */
export async function waitingAt(tx: SqlTx, call: CallRow): Promise<{ node: QueueNode; waitId: string } | null> {
  if (!call.ivrFlowId || call.ivrVersion === null || !call.ivrState) return null;
  const { nodeId, waiting } = call.ivrState as unknown as IvrState;
  if (waiting.for !== "queue") return null;
  const node = (await flowVersion(tx.rows, call.ivrFlowId, call.ivrVersion)).nodes.find((each) => each.id === nodeId);
  return node?.kind === "queue" ? { node, waitId: waiting.waitId } : null;
}

/** The language of the node's prompts. */
export const languageOf = ({ announcePrompts }: Pick<QueueNode, "announcePrompts">): Language =>
  announcePrompts?.[0]?.startsWith("en/") ? "en" : "zh";

/**
 * Plays what a waiting caller hears: `first` once, then music. Announcements that never change are voice's own to repeat; a place in the queue is
 * asked for anew each time, so the api says it when `announce_at` has passed.
 */
export async function letWait(
  tx: SqlTx,
  wait: { callId: string; legId: string; playId: string; node: Waiting; first: string[] },
): Promise<void> {
  const { callId, legId, playId, node, first } = wait;
  const { announceEveryMs: everyMs, announcePrompts: prompts } = node;
  const placed = node.announcePosition && everyMs !== null;
  const place = node.announcePosition ? await placePrompts(tx, callId, node) : [];
  const opening = [...first, ...place];
  tx.command({
    name: "play",
    callId,
    legId,
    playId,
    prompts: [node.music],
    loop: true,
    ...(opening.length > 0 && { first: opening }),
    ...(!placed && everyMs !== null && prompts && { announce: { everyMs, prompts } }),
  });
  if (placed) await setAnnounceAt(tx, callId, new Date(tx.at.getTime() + everyMs));
}

async function placePrompts(tx: SqlTx, callId: string, node: Waiting): Promise<string[]> {
  const position = await positionOf(tx.rows, callId);
  return position === null ? [] : queuePositionPrompts(position, languageOf(node));
}
