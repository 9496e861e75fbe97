import type { LegEnd, LegEndCode } from "@cloverdesk/contracts";
import type { CallEnd } from "@cloverdesk/sip";

/** The end of a SIP call in the words of the link. A status counts only when the call was not answered and the network gave it. */
export function legEndOf(end: CallEnd, wasAnswered: boolean): LegEnd {
  const cause = end.reasonHeader?.protocol.toUpperCase() === "Q.850" ? end.reasonHeader.cause : null;
  const sipStatus = wasAnswered || end.target ? null : end.status;
  return { by: end.by, sipStatus, q850: cause, reason: end.reason, ...(end.target && { code: `trunk_${end.target}` as const }) };
}

/** The end of a leg that has no SIP call. */
export const plainEnd = (by: LegEnd["by"], reason: string, code?: LegEndCode): LegEnd => ({
  by,
  sipStatus: null,
  q850: null,
  reason,
  ...(code && { code }),
});
