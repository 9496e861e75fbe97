import { EventEmitter } from "node:events";
import type { Credentials } from "../digest/client.ts";
import { type HeaderMap, mergeHeaders } from "../message/header-map.ts";
import type { ResponseDraft, SipRequest } from "../message/message.ts";
import { formatReason, parseReason, type Reason } from "../message/reason.ts";
import { responseTo } from "../message/response.ts";
import { InviteServer } from "../transaction/server-invite.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { type CallEnd, type CallEvents, type CallState, callTransitions, type Info } from "./call-types.ts";
import { type AgentCore, ALLOW } from "./core.ts";
import { type Dialog, requestInDialog } from "./dialog.ts";
import { type DialogRecord, recordOf } from "./dialog-record.ts";
import { Offers } from "./offers.ts";
import { type Outcome, sendRequest, statusOf } from "./outbound.ts";
import { ACCEPT, refuseBody, refuseExtensions } from "./refusal.ts";
import { SessionTimer } from "./session-timer.ts";

/**
 * A call, from INVITE to BYE. Session descriptions go in and out as text; see `sdp/` for reading and writing them.
 * Methods do nothing when the call is past the point where they make sense, so races with the peer need no care.
 */
export abstract class Call extends EventEmitter<CallEvents> {
  abstract readonly direction: "in" | "out";
  abstract readonly dialog: Dialog;
  state: CallState = "trying";
  /** Session descriptions in force, or offered and not yet answered before the call is. */
  localSdp: string | undefined;
  remoteSdp: string | undefined;
  /** Whether the peer takes UPDATE, which refreshes a session without an offer. */
  protected peerTakesUpdate = false;
  protected credentials: Credentials | undefined;
  protected readonly offers: Offers;
  protected readonly timer: SessionTimer;

  constructor(protected readonly core: AgentCore) {
    super();
    this.timer = new SessionTimer(
      core.clock,
      () => this.refresh(),
      () => this.giveUp("session expired"),
    );
    this.offers = new Offers(core, this.timer, {
      call: this,
      offered: (offer) => this.notify("offer", offer),
      confirmed: (sdp) => this.notify("confirmed", sdp),
      giveUp: (why, by) => this.giveUp(why, by),
      credentials: () => this.credentials,
    });
  }

  get callId(): string {
    return this.dialog.callId;
  }

  /** For a journal: lets {@link UserAgent.endDialog} say BYE when this program has been started again. */
  record(): DialogRecord {
    return recordOf(this.dialog);
  }

  /** End the call in whatever state it is: BYE, CANCEL or a refusal. `reason` goes out as Reason header (RFC 3326). */
  abstract hangUp(reason?: Reason): void;

  /**
   * Offer a changed session (hold, resume, new address). Offers queue behind one another; glare (491) is retried as RFC 3261
   * §14.1 asks. Resolves with the peer's answer.
   * @throws CallError with the SIP status when refused; the session then stays as it was.
   */
  reinvite(sdp: string): Promise<string> {
    return this.offers.send(sdp);
  }

  /** Send an INFO; resolves with the final status (408 when none came). */
  info(info: Pick<Info, "contentType" | "body">): Promise<number> {
    if (this.state === "ended") return Promise.resolve(481);
    return new Promise((resolve) => {
      const make = () => {
        const request = requestInDialog(this.dialog, "INFO");
        request.headers.set("content-type", info.contentType);
        request.body = info.body;
        return request;
      };
      this.send(make, (outcome) => resolve(statusOf(outcome)));
    });
  }

  /** A request of the peer inside this dialog; called by the user agent. */
  receive(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (this.state === "ended") return void this.receiveAtEnd(transaction);
    // Reordered or stale (RFC 3261 §12.2.2). PRACK may legitimately overtake, its RAck says what it means.
    if (request.cseq.number <= this.dialog.remoteSeq && request.method !== "PRACK") {
      return void this.respond(transaction, 500, (headers) => headers.set("retry-after", "1"));
    }
    this.dialog.remoteSeq = Math.max(this.dialog.remoteSeq, request.cseq.number);
    // A BYE means the same whatever it carries or requires.
    const refused = request.method === "BYE" ? undefined : (refuseExtensions(request) ?? refuseBody(request));
    if (refused) this.respond(transaction, refused.status, (headers) => mergeHeaders(headers, refused.headers));
    else this.dispatch(transaction, request);
  }

  /** The call has ended here; its BYE may still wait for an ACK, and the peer's may come before. */
  private receiveAtEnd(transaction: ServerTransaction): void {
    const parts = this.offers.lingers && transaction.request.method === "BYE";
    this.respond(transaction, parts ? 200 : 481);
    if (!parts) return;
    this.offers.depart(true);
    this.core.release(this);
  }

  /** Send what waits for an ACK now: the sockets are about to be closed. Called by the user agent. */
  flush(): void {
    this.offers.depart();
  }

  /** The ACK of a 2xx; called by the user agent. */
  receiveAck(request: SipRequest): void {
    this.offers.acknowledged(request);
  }

  protected dispatch(transaction: ServerTransaction, request: SipRequest): void {
    switch (request.method) {
      case "BYE":
        this.respond(transaction, 200);
        this.byeReceived(request);
        return;
      case "INVITE":
      case "UPDATE":
        this.offers.receive(transaction, this.state === "answered");
        return;
      case "INFO":
        this.respond(transaction, 200);
        this.notify("info", { contentType: request.headers.get("content-type") ?? "", body: request.body, bytes: request.bytes });
        return;
      case "OPTIONS":
        this.respond(transaction, 200, (headers) => headers.set("allow", ALLOW).set("accept", ACCEPT));
        return;
      case "PRACK":
        this.prackReceived(transaction);
        return;
      default:
        this.respond(transaction, 405, (headers) => headers.set("allow", ALLOW));
    }
  }

  protected byeReceived(request: SipRequest): void {
    const reasonHeader = parseReason(request.headers.all("reason"));
    this.finish({ by: "remote", status: 200, reason: reasonHeader?.text || "hung up", reasonHeader });
  }

  protected prackReceived(transaction: ServerTransaction): void {
    this.respond(transaction, 481);
  }

  /** Send a response inside this dialog. Returns it as written. */
  respond(transaction: ServerTransaction, status: number, dress?: (headers: HeaderMap) => void, sdp?: string, reason?: string): string {
    const response: ResponseDraft = responseTo(transaction.request, status, this.dialog.localTag, reason);
    if (transaction instanceof InviteServer && status > 100 && status < 300) {
      response.headers.set("contact", this.core.contact(transaction.flow.protocol)).set("allow", ALLOW);
    }
    response.headers.set("server", this.core.product);
    dress?.(response.headers);
    if (sdp !== undefined) {
      response.headers.set("content-type", "application/sdp");
      response.body = sdp;
    }
    return transaction.respond(response);
  }

  /** Send a request inside this dialog. */
  send(make: () => ReturnType<typeof requestInDialog>, done: (outcome: Outcome) => void): void {
    const dressed = () => {
      const request = make();
      request.headers.set("user-agent", this.core.product);
      return request;
    };
    sendRequest(this.core, dressed, { credentials: this.credentials, flow: this.dialog.flow }, done);
  }

  protected bye(reason?: Reason): void {
    const make = () => {
      const request = requestInDialog(this.dialog, "BYE");
      if (reason) request.headers.set("reason", formatReason(reason));
      return request;
    };
    this.send(make, () => {});
  }

  /** Advance the state; false when the event has no meaning (any more). */
  protected move(event: "progress" | "answer" | "end"): boolean {
    const next = (callTransitions[this.state] as Partial<Record<typeof event, CallState>>)[event];
    if (next === undefined) return false;
    if (event === "answer") this.core.counters.answered++;
    if (event === "end" && this.state !== "answered") this.core.counters.unanswered++;
    this.state = next;
    return true;
  }

  protected finish(end: CallEnd): void {
    if (!this.move("end")) return;
    this.timer.stop();
    this.offers.stop();
    if (!this.offers.lingers) this.core.release(this);
    this.notify("end", end);
  }

  /** The call cannot go on: BYE, also to a peer that seems to be gone, and end. */
  protected giveUp(why: string, by: "timeout" | "error" = "timeout"): void {
    if (this.state !== "answered") return;
    const status = by === "timeout" ? 408 : 488;
    this.bye({ protocol: "SIP", cause: status, text: why });
    this.finish({ by, status, reason: why });
  }

  /** Half of the session interval is over and the refresh is ours (RFC 4028 §7.4). */
  private refresh(): void {
    this.offers.refresh(this.peerTakesUpdate);
  }

  /** Emit; a listener that throws must not break the protocol. Returns whether anybody listened. */
  protected notify<E extends keyof CallEvents>(event: E, ...args: CallEvents[E]): boolean {
    try {
      return (this.emit as (event: E, ...args: CallEvents[E]) => boolean).call(this, event, ...args);
    } catch (error) {
      this.core.fault(error);
      return true;
    }
  }
}
