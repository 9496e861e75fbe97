import { CALL_RESULTS, type CallResult } from "@cloverdesk/contracts";
import type { Reader } from "../../../platform/db/client.ts";
import type { TrackEntry, TrackPage } from "../../customers/index.ts";
import { isInReach } from "../call.policy.ts";
import { customerCalls } from "../records.repo.ts";

/** A customer's calls as entries of their service track; of those out of the reader's reach it tells only that there was a contact. */
export async function callTrack(reader: Reader, page: TrackPage): Promise<TrackEntry[]> {
  const rows = await customerCalls(reader, page);
  return rows.map((row) => {
    const facts = { skillGroupId: row.skillGroupId, takesPart: row.takesPart };
    const mayOpen = isInReach(page.actor, "calls.read", facts);
    return {
      kind: "call",
      id: row.id,
      at: row.startedAt.toISOString(),
      title: CALL_RESULTS[row.result as CallResult] ?? { zh: "通话中", en: "In progress" },
      direction: row.direction as "inbound" | "outbound",
      agentName: row.agentName,
      hotlineName: row.hotlineName,
      talkMs: row.talkMs,
      result: row.result,
      summary: mayOpen ? row.issue || null : null,
      hasRecording: row.hasRecording && mayOpen && isInReach(page.actor, "recordings.play", facts),
      mayOpen,
    };
  });
}
