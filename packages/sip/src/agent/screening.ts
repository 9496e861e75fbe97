import { ALLOW } from "../dialog/core.ts";
import { type Refusal, refusal, refuseAccept, refuseBody, refuseExtensions } from "../dialog/refusal.ts";
import { type SessionTimerPolicy, tooBrief } from "../dialog/session-timer.ts";
import type { SipRequest } from "../message/message.ts";
import { parseUri } from "../message/uri.ts";

const METHODS = new Set(ALLOW.split(", "));
const OUR_SCHEME = /^(sips?|tel):/i;
const ANY_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** What speaks against a request outside a dialog before its meaning is looked at (RFC 3261 §8.2). */
export function screen(request: SipRequest): Refusal | undefined {
  const { headers, uri } = request;
  if (!parseUri(uri)) return refusal(ANY_SCHEME.test(uri) && !OUR_SCHEME.test(uri) ? 416 : 400);
  if (headers.get("max-forwards") === "0" && request.method !== "OPTIONS") return refusal(483);
  return refuseExtensions(request);
}

/** What speaks against an INVITE that would begin a call. */
export function screenInvite(request: SipRequest, policy: SessionTimerPolicy): Refusal | undefined {
  const refused = refuseBody(request) ?? refuseAccept(request);
  if (refused) return refused;
  return tooBrief(request.headers, policy) ? refusal(422, { "min-se": String(policy.minSessionExpires) }) : undefined;
}

/** The answer to a method that begins nothing. */
export function refuseMethod(method: string): Refusal {
  return METHODS.has(method) ? refusal(481) : refusal(405, { allow: ALLOW });
}
