import { hasUnknownBody } from "../message/body.ts";
import type { SipRequest } from "../message/message.ts";

/** A final answer that says no, with the headers that tell why. */
export interface Refusal {
  status: number;
  headers: Readonly<Record<string, string>>;
}

export const refusal = (status: number, headers: Refusal["headers"] = {}): Refusal => ({ status, headers });

/** Media types that we read. */
export const ACCEPT = "application/sdp, multipart/mixed";

const EXTENSIONS = new Set(["timer", "100rel"]);

/** 420 for extensions that the sender requires and we do not have (RFC 3261 §8.2.2.3). */
export function refuseExtensions({ headers }: SipRequest): Refusal | undefined {
  const unknown = headers.all("require").filter((extension) => !EXTENSIONS.has(extension.toLowerCase()));
  return unknown.length > 0 ? refusal(420, { unsupported: unknown.join(", ") }) : undefined;
}

/** 415 for a body that we cannot read (RFC 3261 §8.2.3). Which types an INFO may carry is for the application to know. */
export function refuseBody(request: SipRequest): Refusal | undefined {
  const encoding = request.headers.get("content-encoding")?.toLowerCase() ?? "identity";
  if (request.bytes.length > 0 && encoding !== "identity") return refusal(415, { "accept-encoding": "identity" });
  const carriesSession = request.method === "INVITE" || request.method === "UPDATE";
  return carriesSession && hasUnknownBody(request) ? refusal(415, { accept: ACCEPT }) : undefined;
}

/** 406 for a caller that takes no session description in our answer (RFC 3261 §20.1). Without Accept it takes one. */
export function refuseAccept({ headers }: SipRequest): Refusal | undefined {
  if (!headers.has("accept")) return undefined;
  const types = headers.all("accept").map((range) => range.split(";", 1)[0]!.replace(/\s/g, "").toLowerCase());
  return types.some((type) => type === "application/sdp" || type === "application/*" || type === "*/*") ? undefined : refusal(406);
}
