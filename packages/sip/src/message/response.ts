import { HeaderMap } from "./header-map.ts";
import type { ResponseDraft, SipRequest } from "./message.ts";
import { tagOf } from "./message.ts";
import { reasonPhrase } from "./status.ts";

const ECHOED = ["via", "from", "to", "call-id", "cseq"] as const;

/**
 * Response to a request (RFC 3261 §8.2.6): Via, From, To, Call-ID and CSeq are echoed; the To tag is added to everything
 * but 100; Record-Route is echoed in what can create a dialog.
 */
export function responseTo(request: SipRequest, status: number, localTag: string, reason = reasonPhrase(status)): ResponseDraft {
  const headers = new HeaderMap().copy(request.headers, ECHOED);
  if (status > 100 && tagOf(request.to) === "") headers.set("to", `${request.headers.get("to")};tag=${localTag}`);
  if (status > 100 && status < 300) headers.copy(request.headers, ["record-route"]);
  return { status, reason, headers, body: "" };
}
