import type { HeaderMap } from "../message/header-map.ts";
import { formatVia, type Via } from "../message/via.ts";
import { type Flow, isReliable } from "../transport/flow.ts";
import { defaultPort } from "../transport/locate.ts";

/**
 * Note in the topmost Via where the request really came from (RFC 3261 §18.2.1, RFC 3581 §4). To be done once, before
 * anything is answered.
 */
export function markSource(request: { via: Via; headers: HeaderMap }, flow: Flow): void {
  const { via } = request;
  const wantsPort = via.params.has("rport");
  if (!wantsPort && via.host === flow.host) return;
  via.params.set("received", flow.host);
  if (wantsPort) via.params.set("rport", String(flow.port));
  request.headers.replaceFirst("via", formatVia(via));
}

/**
 * Where the response goes: back on the connection, or for UDP to the source address, at the source port when the peer
 * asked for that (rport) and else at the port it names in Via (RFC 3261 §18.2.2, RFC 3581 §4).
 */
export function responseFlow(request: { via: Via }, flow: Flow): Flow {
  const { via } = request;
  if (!isReliable(flow.protocol)) return via.params.has("rport") ? flow : { ...flow, port: via.port ?? defaultPort("UDP") };
  // The connection may be gone by the time of the answer: then a new one is opened to the port that the peer listens on.
  return { ...flow, port: via.port ?? defaultPort(flow.protocol) };
}
