import { type AgentCore, ALLOW } from "../dialog/core.ts";
import { dialogFromInvite } from "../dialog/dialog.ts";
import { IncomingCall } from "../dialog/incoming-call.ts";
import { ACCEPT, type Refusal } from "../dialog/refusal.ts";
import { createDigestServer } from "../digest/server.ts";
import { createRateLimit } from "../guard/rate-limit.ts";
import { mergeHeaders } from "../message/header-map.ts";
import { type SipRequest, tagOf } from "../message/message.ts";
import { responseTo } from "../message/response.ts";
import { serialize } from "../message/serialize.ts";
import { randomToken } from "../random-token.ts";
import type { TransactionUser } from "../transaction/layer.ts";
import { InviteServer } from "../transaction/server-invite.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import type { Flow } from "../transport/flow.ts";
import type { CallTable } from "./call-table.ts";
import type { UserAgentOptions } from "./options.ts";
import { refuseMethod, screen, screenInvite } from "./screening.ts";

export interface InboundOptions {
  core: AgentCore;
  options: UserAgentOptions;
  calls: CallTable;
  /** Whether new calls are turned away at the moment. */
  draining(): boolean;
  /** Passes a new call to the application; false when there is no listener. */
  offer(call: IncomingCall): boolean;
}

export interface Inbound extends TransactionUser {
  /** Requests turned away by the rate limit. */
  readonly limited: number;
}

/** Decides what becomes of each request that comes in (RFC 3261 §8.2 and §12.2.2). */
export function createInbound({ core, options, calls, draining, offer }: InboundOptions): Inbound {
  const rate = options.rateLimit && createRateLimit(options.rateLimit, core.clock);
  const authenticate = options.authentication && createDigestServer(options.authentication, core.clock);
  let limited = 0;

  /** Answer outside a dialog with nothing but a status and headers. */
  const answer = (transaction: ServerTransaction, { status, headers }: Refusal): void => {
    const response = responseTo(transaction.request, status, randomToken());
    mergeHeaders(response.headers.set("server", core.product), headers);
    transaction.respond(response);
  };

  /** The rate limit concerns what begins something new: it must not cut calls that are up. */
  const admit = (request: SipRequest, back: Flow): boolean => {
    if (!rate || tagOf(request.to) !== "" || request.method === "CANCEL") return true;
    const verdict = rate(back.host);
    if (verdict === "pass") return true;
    limited++;
    if (verdict === "refuse") {
      const response = responseTo(request, 503, randomToken());
      response.headers.set("retry-after", "1");
      core.transactions.send(serialize(response), back);
    }
    return false;
  };

  /** Check digest credentials where they are asked for; sends the challenge when they are missing or wrong. */
  const allowed = (transaction: ServerTransaction): boolean => {
    const verdict = authenticate?.(transaction.request);
    if (!verdict || verdict.ok) return true;
    const response = responseTo(transaction.request, verdict.status, randomToken());
    response.headers.set(verdict.header, verdict.challenges);
    transaction.respond(response);
    return false;
  };

  const invited = (transaction: InviteServer): void => {
    const { request } = transaction;
    const refusal = screenInvite(request, core) ?? turnAway(request);
    if (refusal) {
      answer(transaction, refusal);
      return;
    }
    if (!allowed(transaction)) return;
    const dialog = dialogFromInvite(request, randomToken(), transaction.flow);
    if (!dialog) {
      answer(transaction, { status: 400, headers: {} });
      return;
    }
    transaction.respond(responseTo(request, 100, ""));
    const call = new IncomingCall(core, transaction, dialog);
    core.counters.incoming++;
    calls.add(call);
    if (!offer(call)) call.reject(480);
  };

  const turnAway = (request: SipRequest): Refusal | undefined => {
    if (calls.merges(request)) return { status: 482, headers: {} };
    const full = calls.size >= (options.maxCalls ?? Number.POSITIVE_INFINITY);
    return draining() || full ? { status: 503, headers: { "retry-after": "5" } } : undefined;
  };

  const registered = (transaction: ServerTransaction): void => {
    if (!allowed(transaction)) return;
    const { status, headers } = options.registrar!.register(transaction.request);
    const response = responseTo(transaction.request, status, randomToken());
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    transaction.respond(response);
  };

  const insideDialog = (transaction: ServerTransaction): void => {
    const call = calls.find(transaction.request);
    if (call) call.receive(transaction);
    else answer(transaction, { status: 481, headers: {} });
  };

  const outsideDialog = (transaction: ServerTransaction): void => {
    const { method } = transaction.request;
    const refusal = screen(transaction.request);
    if (refusal) answer(transaction, refusal);
    else if (transaction instanceof InviteServer) invited(transaction);
    else if (method === "OPTIONS") {
      const headers = { allow: ALLOW, accept: ACCEPT, supported: "timer, 100rel" };
      answer(transaction, { status: draining() ? 503 : 200, headers });
    } else if (method === "REGISTER" && options.registrar) registered(transaction);
    else answer(transaction, refuseMethod(method));
  };

  return {
    get limited() {
      return limited;
    },
    admit,
    request: (transaction) => (tagOf(transaction.request.to) !== "" ? insideDialog(transaction) : outsideDialog(transaction)),
    ack: (request) => calls.find(request)?.receiveAck(request),
  };
}
