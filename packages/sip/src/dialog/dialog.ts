import { HeaderMap } from "../message/header-map.ts";
import { type RequestDraft, type SipRequest, type SipResponse, tagOf } from "../message/message.ts";
import { parseNameAddr } from "../message/name-addr.ts";
import { parseUri, type Uri } from "../message/uri.ts";
import type { Flow } from "../transport/flow.ts";

/** State that two user agents share for the time of a call (RFC 3261 §12). */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  remoteTag: string;
  /** From and To as they go out in our requests, tags included. */
  readonly local: string;
  remote: string;
  /** URI of the peer's Contact. */
  target: string;
  routes: readonly string[];
  localSeq: number;
  /** Highest CSeq number of the peer's requests; {@link UNHEARD} before the first. */
  remoteSeq: number;
  /** Where the dialog was made; used again where that leads to the same host, and when the peer's name leads nowhere. */
  flow?: Flow;
}

/** Lower than every CSeq number: 0 is a legal one (RFC 3261 §8.1.1.5 and §12.1.2). */
export const UNHEARD = -1;

/** The dialog of a received INVITE; undefined when its Contact cannot be reached. */
export function dialogFromInvite(request: SipRequest, localTag: string, flow: Flow): Dialog | undefined {
  const contact = contactOf(request.headers);
  if (contact === undefined) return undefined;
  return {
    callId: request.callId,
    localTag,
    remoteTag: tagOf(request.from),
    local: `${request.headers.get("to")};tag=${localTag}`,
    remote: request.headers.get("from")!,
    target: contact,
    routes: [...request.headers.all("record-route")],
    localSeq: 0,
    remoteSeq: request.cseq.number,
    flow,
  };
}

/** Take To tag, Contact and Record-Route from the response that makes the dialog (RFC 3261 §12.1.2). */
export function learnPeer(dialog: Dialog, response: SipResponse): void {
  const tag = tagOf(response.to);
  // Another leg of a forked INVITE counts its requests for itself.
  if (tag !== dialog.remoteTag) dialog.remoteSeq = UNHEARD;
  dialog.remoteTag = tag;
  dialog.remote = response.headers.get("to")!;
  dialog.routes = [...response.headers.all("record-route")].reverse();
  learnTarget(dialog, response.headers);
}

/** A target refresh: the peer may be reached elsewhere from now on (RFC 3261 §12.2). */
export function learnTarget(dialog: Dialog, headers: HeaderMap): void {
  dialog.target = contactOf(headers) ?? dialog.target;
}

function contactOf(headers: HeaderMap): string | undefined {
  const contact = headers.get("contact");
  const uri = contact === undefined ? undefined : parseNameAddr(contact)?.uri;
  return uri && uri.host !== "" ? uri.raw : undefined;
}

/** An empty request with the headers in customary order; the transaction fills in Via. */
export function newRequest(method: string, uri: string): RequestDraft {
  return { method, uri, headers: new HeaderMap().set("via", []).set("max-forwards", "70"), body: "" };
}

/** A request inside the dialog; `seq` only for ACK and for repeating a request with credentials under a number already taken. */
export function requestInDialog(dialog: Dialog, method: string, seq = ++dialog.localSeq): RequestDraft {
  const [first, ...others] = dialog.routes;
  const strict = first !== undefined && !isLoose(first);
  const request = newRequest(method, strict ? uriOf(first) : dialog.target);
  const routes = strict ? [...others, `<${dialog.target}>`] : dialog.routes;
  if (routes.length > 0) request.headers.set("route", routes);
  request.headers.set("from", dialog.local).set("to", dialog.remote).set("call-id", dialog.callId).set("cseq", `${seq} ${method}`);
  return request;
}

const isLoose = (route: string): boolean => parseNameAddr(route)?.uri.params.has("lr") ?? true;
const uriOf = (route: string): string => parseNameAddr(route)?.uri.raw ?? route;

/** The URI that decides where a request is sent: the first Route, else the request URI (RFC 3261 §8.1.2). */
export function nextHop(request: RequestDraft): Uri | undefined {
  const route = request.headers.get("route");
  const hop = route === undefined ? undefined : parseNameAddr(route)?.uri;
  return hop?.params.has("lr") ? hop : parseUri(request.uri);
}
