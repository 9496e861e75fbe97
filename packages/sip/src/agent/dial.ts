import { type Dialog, UNHEARD } from "../dialog/dialog.ts";
import type { InvitePlan } from "../dialog/outgoing-call.ts";
import type { Credentials } from "../digest/client.ts";
import { formatNameAddr } from "../message/name-addr.ts";
import { bracketHost, escapeUser, parseUri } from "../message/uri.ts";
import { randomToken } from "../random-token.ts";

export interface DialOptions {
  /** Whom to call: `sip:+861055550100@trunk.example.com:5060`. See {@link sipUri} for building it. */
  uri: string;
  /** Caller: a number (our own host is added) or a whole URI. */
  from: string;
  display?: string;
  /** Our offer. */
  sdp: string;
  credentials?: Credentials;
  /** Overrides the URI's own `transport`. Default UDP. */
  transport?: "udp" | "tcp" | "tls";
  /** Outbound proxy as URI: the INVITE goes there, with a Route header. */
  proxy?: string;
  /** More headers of the INVITE, e.g. P-Asserted-Identity. */
  headers?: Readonly<Record<string, string>>;
  /** How long it may ring, ms. Default 3 min. */
  noAnswerMs?: number;
  /**
   * How long an address may stay without any response, ms. Default 32 s (RFC 3261 timer B). A shorter time is for a call that can go another way: what the
   * address says later is cancelled or hung up.
   */
  noResponseMs?: number;
}

/** Build `sip:user@host:port;transport=…`, escaping the user part; host may be an IPv6 address. */
export function sipUri(user: string, host: string, port?: number, transport?: "udp" | "tcp" | "tls"): string {
  const at = user === "" ? "" : `${escapeUser(user)}@`;
  const suffix = transport === undefined || transport === "udp" ? "" : `;transport=${transport}`;
  return `sip:${at}${bracketHost(host)}${port === undefined ? "" : `:${port}`}${suffix}`;
}

/** Add or replace the transport parameter. */
export function withTransport(uri: string, transport: "udp" | "tcp" | "tls" | undefined): string {
  if (transport === undefined) return uri;
  const bare = uri.replace(/;transport=[^;?]*/i, "");
  return transport === "udp" ? bare : bare.replace(/^([^?]*)/, `$1;transport=${transport}`);
}

/** The pieces of an outgoing call from its options. What is wrong with them becomes `plan.problem`. */
export function planCall(options: DialOptions, host: string, random: () => number): { dialog: Dialog; plan: InvitePlan } {
  const target = withTransport(options.uri, options.transport);
  const from = options.from.includes(":") ? options.from : sipUri(options.from, host);
  const route = options.proxy === undefined ? undefined : looseRoute(options.proxy, options.transport);
  const localTag = randomToken();
  const dialog: Dialog = {
    callId: randomToken(),
    localTag,
    remoteTag: "",
    local: `${formatNameAddr(from, options.display)};tag=${localTag}`,
    remote: formatNameAddr(target),
    target,
    routes: route === undefined ? [] : [`<${route}>`],
    localSeq: Math.floor(random() * 10_000),
    remoteSeq: UNHEARD,
  };
  const problem = problemOf(target, from, route);
  const { sdp, credentials, headers, noAnswerMs = 180_000, noResponseMs } = options;
  return { dialog, plan: { sdp, credentials, headers, problem, noAnswerMs, ...(noResponseMs !== undefined && { noResponseMs }) } };
}

function looseRoute(proxy: string, transport: DialOptions["transport"]): string {
  const uri = withTransport(proxy, transport);
  return /;lr\b/i.test(uri) ? uri : `${uri};lr`;
}

function problemOf(target: string, from: string, route: string | undefined): string | undefined {
  if (!parseUri(target)?.host) return `malformed destination ${target}`;
  if (!parseUri(from)) return `malformed caller ${from}`;
  if (route !== undefined && !parseUri(route)?.host) return `malformed proxy ${route}`;
  return undefined;
}
