import type { LegEnd, UnansweredResult } from "@cloverdesk/contracts";

/** Q.850 causes that say more than the SIP status (ITU-T Q.850 §2.2.7). */
const BY_CAUSE: Record<number, UnansweredResult> = {
  1: "invalid_number",
  3: "unreachable",
  17: "busy",
  18: "no_answer",
  19: "no_answer",
  20: "unreachable",
  21: "refused",
  22: "invalid_number",
  27: "unreachable",
  28: "invalid_number",
  34: "congestion",
  38: "congestion",
  41: "congestion",
  42: "congestion",
};

/** Final SIP statuses of a call out (RFC 3261 §21; mapping to causes: RFC 3398 §7.2.4.1). */
const BY_STATUS: Record<number, UnansweredResult> = {
  403: "refused",
  404: "invalid_number",
  408: "no_answer",
  410: "invalid_number",
  480: "unreachable",
  484: "invalid_number",
  486: "busy",
  487: "no_answer",
  500: "congestion",
  502: "congestion",
  503: "congestion",
  504: "congestion",
  600: "busy",
  603: "refused",
  604: "invalid_number",
};

/**
 * What an unanswered call out came to, in the user's terms: the cause when the network told one, else the status, else how it ended. A trunk that does not
 * answer is not a customer who does not.
 */
export function outboundResult({ by, sipStatus, q850, code }: LegEnd): UnansweredResult {
  if (code === "trunk_silent" || code === "trunk_dead") return "failed";
  if (q850 !== null && BY_CAUSE[q850]) return BY_CAUSE[q850];
  if (sipStatus !== null && BY_STATUS[sipStatus]) return BY_STATUS[sipStatus];
  return by === "timeout" ? "no_answer" : "failed";
}
