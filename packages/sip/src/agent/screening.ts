import { ALLOW } from "../dialog/core.ts";
import { type SessionTimerPolicy, tooBrief } from "../dialog/session-timer.ts";
import { type SipRequest, sdpOf } from "../message/message.ts";
import { parseUri } from "../message/uri.ts";

export interface Refusal {
  status: number;
  headers: Readonly<Record<string, string>>;
}

const EXTENSIONS = new Set(["timer", "100rel"]);
const METHODS = new Set(ALLOW.split(", "));

const refuse = (status: number, headers: Refusal["headers"] = {}): Refusal => ({ status, headers });

/** What speaks against a request outside a dialog before anybody looks at its meaning (RFC 3261 §8.2). */
export function screen(request: SipRequest): Refusal | undefined {
  const { headers } = request;
  const uri = parseUri(request.uri);
  if (!uri) return refuse(/^(sips?|tel):/i.test(request.uri) ? 400 : 416);
  if (headers.get("max-forwards") === "0" && request.method !== "OPTIONS") return refuse(483);
  const unknown = headers.all("require").filter((extension) => !EXTENSIONS.has(extension.toLowerCase()));
  if (unknown.length > 0) return refuse(420, { unsupported: unknown.join(", ") });
  return undefined;
}

/** What speaks against an INVITE that would begin a call. */
export function screenInvite(request: SipRequest, policy: SessionTimerPolicy): Refusal | undefined {
  if (request.body !== "" && sdpOf(request) === undefined) return refuse(415, { accept: "application/sdp" });
  if (request.headers.has("content-encoding")) return refuse(415, { "accept-encoding": "identity" });
  if (tooBrief(request.headers, policy)) return refuse(422, { "min-se": String(policy.minSessionExpires) });
  return undefined;
}

/** The answer to a method that begins nothing. */
export function refuseMethod(method: string): Refusal {
  return METHODS.has(method) ? refuse(481) : refuse(405, { allow: ALLOW });
}
