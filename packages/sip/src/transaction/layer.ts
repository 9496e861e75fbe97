import type { Clock } from "../clock.ts";
import type { RequestDraft, SipMessage, SipRequest, SipResponse } from "../message/message.ts";
import { tagOf } from "../message/message.ts";
import { responseTo } from "../message/response.ts";
import { serialize } from "../message/serialize.ts";
import { bracketHost } from "../message/uri.ts";
import { randomToken } from "../random-token.ts";
import type { Failed, Flow, Transport } from "../transport/flow.ts";
import { cancelFor, InviteClient, type InviteHandlers } from "./client-invite.ts";
import { RequestClient, type RequestHandlers } from "./client-request.ts";
import type { TransactionContext, TransactionCounters } from "./context.ts";
import { responseFlow } from "./response-flow.ts";
import { InviteServer } from "./server-invite.ts";
import { RequestServer } from "./server-request.ts";
import type { ServerTransaction } from "./server-transaction.ts";
import type { TransactionTimers } from "./timers.ts";

/** What the layer hands upward: each request once, and the ACKs of 2xx responses (which have no transaction). */
export interface TransactionUser {
  /** Whether a new request may begin a transaction; the user answers those it turns away, or leaves them. */
  admit(request: SipRequest, back: Flow): boolean;
  request(transaction: ServerTransaction): void;
  ack(request: SipRequest): void;
}

const MAGIC = "z9hG4bK";

/** Matches messages to transactions (RFC 3261 §17.1.3 and §17.2.3) and starts new ones. */
export class TransactionLayer implements TransactionContext {
  readonly counters: TransactionCounters = { retransmitted: 0, duplicates: 0, stray: 0, timeouts: 0 };
  private readonly clients = new Map<string, { receive(response: SipResponse): void }>();
  private readonly servers = new Map<string, InviteServer | RequestServer>();

  constructor(
    readonly clock: Clock,
    readonly timers: TransactionTimers,
    private readonly transport: Transport,
    private readonly user: TransactionUser,
  ) {}

  /** Transactions remembered at the moment. */
  get size(): number {
    return this.clients.size + this.servers.size;
  }

  invite(request: RequestDraft, flow: Flow, handlers: InviteHandlers): InviteClient {
    const key = `${this.addVia(request, flow)} INVITE`;
    const transaction = new InviteClient(this, key, request, flow, handlers);
    this.clients.set(key, transaction);
    transaction.start();
    return transaction;
  }

  request(request: RequestDraft, flow: Flow, handlers: RequestHandlers): void {
    this.startRequest(`${this.addVia(request, flow)} ${request.method}`, request, flow, handlers);
  }

  /** Cancel a ringing INVITE; the caller makes sure that a provisional response has come. */
  cancel(invite: InviteClient, reason?: string): void {
    const branch = /;branch=([^;]+)/.exec(invite.request.headers.get("via")!)?.[1];
    invite.expectEndSoon();
    this.startRequest(`${branch} CANCEL`, cancelFor(invite.request, reason), invite.flow, { final: () => {}, lost: () => {} });
  }

  /** Send what has no transaction: the ACK of a 2xx. Returns the text for repetition. */
  sendAck(ack: RequestDraft, flow: Flow): string {
    this.addVia(ack, flow);
    const text = serialize(ack);
    this.send(text, flow);
    return text;
  }

  send(text: string, flow: Flow, failed?: Failed): void {
    this.transport.send(text, flow, failed);
  }

  answered(failed: Failed): void {
    this.transport.answered(failed);
  }

  unanswered(failed: Failed): void {
    this.transport.unanswered(failed);
  }

  ended(key: string): void {
    this.clients.delete(key);
    this.servers.delete(key);
  }

  /** Whether a request of ours waits for this response. */
  expects(message: SipMessage): boolean {
    return message.kind === "response" && this.clients.has(clientKey(message));
  }

  receive(message: SipMessage, flow: Flow): void {
    if (message.kind === "request") {
      this.receiveRequest(message, flow);
      return;
    }
    const transaction = this.clients.get(clientKey(message));
    if (transaction) transaction.receive(message);
    else this.counters.stray++;
  }

  private receiveRequest(request: SipRequest, flow: Flow): void {
    const id = transactionId(request);
    if (request.method === "ACK") {
      const invite = this.servers.get(`${id} INVITE`);
      if (invite instanceof InviteServer && invite.wantsAck) invite.acknowledged();
      else this.user.ack(request);
      return;
    }
    const key = `${id} ${request.method}`;
    const known = this.servers.get(key);
    if (known) {
      known.repeated();
      return;
    }
    const back = responseFlow(request, flow);
    if (!this.user.admit(request, back)) return;
    const transaction =
      request.method === "INVITE" ? new InviteServer(this, key, request, back) : new RequestServer(this, key, request, back);
    this.servers.set(key, transaction);
    if (request.method === "CANCEL") this.receiveCancel(transaction, this.servers.get(`${id} INVITE`));
    else this.user.request(transaction);
  }

  /** RFC 3261 §9.2: the CANCEL itself is always answered; it has an effect only before the final response. */
  private receiveCancel(cancel: ServerTransaction, invite: InviteServer | RequestServer | undefined): void {
    const found = invite instanceof InviteServer;
    cancel.respond(responseTo(cancel.request, found ? 200 : 481, randomToken()));
    if (found && !invite.answered) invite.onCancel(cancel.request);
  }

  private startRequest(key: string, request: RequestDraft, flow: Flow, handlers: RequestHandlers): void {
    const transaction = new RequestClient(this, key, flow, handlers);
    this.clients.set(key, transaction);
    transaction.start(request);
  }

  /** Put our Via on top; returns the branch. */
  private addVia(request: RequestDraft, flow: Flow): string {
    const branch = MAGIC + randomToken();
    const local = this.transport.local(flow.protocol);
    const sentBy = local ? `${bracketHost(local.host)}:${local.port}` : "invalid.invalid";
    request.headers.set("via", `SIP/2.0/${flow.protocol} ${sentBy};branch=${branch};rport`);
    return branch;
  }
}

const clientKey = ({ via, cseq }: SipResponse): string => `${via.params.get("branch")} ${cseq.method}`;

/** What makes a request the same as another: branch and sent-by, or for RFC 2543 peers the dialog and CSeq. */
function transactionId(request: SipRequest): string {
  const { via } = request;
  const branch = via.params.get("branch") ?? "";
  const sentBy = `${via.host}:${via.port ?? ""}`;
  if (branch.length > MAGIC.length && branch.startsWith(MAGIC)) return `${branch} ${sentBy}`;
  return `${request.callId} ${tagOf(request.from)} ${request.cseq.number} ${sentBy}`;
}
