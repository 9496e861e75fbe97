import type { IvrNode, Language } from "@cloverdesk/contracts";
import { queuePositionPrompts } from "@cloverdesk/rules";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { positionOf } from "../../routing/index.ts";
import { setAnnounceAt } from "../call.repo.ts";

type Waiting = Pick<Extract<IvrNode, { kind: "queue" }>, "music" | "announceEveryMs" | "announcePrompts" | "announcePosition">;

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

/** In the language of the node's other prompts. */
async function placePrompts(tx: SqlTx, callId: string, node: Waiting): Promise<string[]> {
  const position = await positionOf(tx.rows, callId);
  const language: Language = node.announcePrompts?.[0]?.startsWith("en/") ? "en" : "zh";
  return position === null ? [] : queuePositionPrompts(position, language);
}
