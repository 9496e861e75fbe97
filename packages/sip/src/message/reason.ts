import { parseParams, quote, splitList, unquote } from "./params.ts";

/** Why a call ended, as told in the Reason header (RFC 3326). `Q.850` causes are those of the telephone network. */
export interface Reason {
  protocol: "Q.850" | "SIP" | string;
  /** e.g. Q.850: 16 normal clearing, 17 user busy, 19 no answer, 21 rejected, 28 invalid number, 34 no circuit. */
  cause: number;
  text: string;
}

/** Read Reason; where several are given, the Q.850 one. Undefined when absent or without a cause. */
export function parseReason(values: readonly string[]): Reason | undefined {
  const reasons: Reason[] = [];
  for (const value of values.flatMap(splitList)) {
    const semicolon = value.indexOf(";");
    if (semicolon < 1) continue;
    const params = parseParams(value.slice(semicolon));
    const cause = params.get("cause") ?? "";
    if (!/^\d{1,3}$/.test(cause)) continue;
    reasons.push({ protocol: value.slice(0, semicolon).trim(), cause: Number(cause), text: unquote(params.get("text") ?? "") });
  }
  return reasons.find((reason) => reason.protocol.toUpperCase() === "Q.850") ?? reasons[0];
}

export function formatReason(reason: Reason): string {
  return `${reason.protocol};cause=${reason.cause}${reason.text === "" ? "" : `;text=${quote(reason.text)}`}`;
}
