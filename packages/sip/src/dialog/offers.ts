import type { Timer } from "../clock.ts";
import type { Credentials } from "../digest/client.ts";
import { sdpOf } from "../message/body.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { InviteServer } from "../transaction/server-invite.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { AcceptedInvite } from "./accepted-invite.ts";
import { Acks } from "./acks.ts";
import type { Call } from "./call.ts";
import { CallError, type RemoteOffer } from "./call-types.ts";
import type { AgentCore } from "./core.ts";
import { learnTarget, requestInDialog } from "./dialog.ts";
import { statusOf } from "./outbound.ts";
import { sendReinvite } from "./reinvite.ts";
import { agreeAsClient, agreeAsServer, ask, grant, type SessionInterval, type SessionTimer, tooBrief } from "./session-timer.ts";

export interface OfferOwner {
  readonly call: Call;
  /** Passes an offer to the application; false when no listener answers it. */
  offered(offer: RemoteOffer): boolean;
  confirmed(sdp: string | undefined): void;
  /** The dialog turned out to be dead. */
  giveUp(why: string, by?: "timeout" | "error"): void;
  credentials(): Credentials | undefined;
}

interface QueuedOffer {
  sdp: string;
  tries: number;
  resolve(answer: string): void;
  reject(error: CallError): void;
}

/** Tries for an offer that meets another one (491) or an unfinished one (500). */
const OFFER_TRIES = 5;

/**
 * Offers and answers inside a call (RFC 3261 §14, RFC 3264 §4, RFC 3311): at most one exchange at a time.
 * Busy means one of: our offer is out (491); theirs waits for the application (500); our 2xx waits for its ACK (491, RFC 5407 §3.1.4).
 */
export class Offers {
  readonly acks: Acks;
  private readonly queue: QueuedOffer[] = [];
  private ours: QueuedOffer | undefined;
  private theirs: ServerTransaction | undefined;
  private accepted: AcceptedInvite | undefined;
  /** Runs before an offer that met another one is tried again. */
  private pause: Timer | undefined;
  private stopped = false;
  private afterAck: (() => void) | undefined;
  /** A reliable provisional response carried the answer to the INVITE's offer: the peer may send UPDATE from then on (RFC 3311 §5.2). */
  private answeredEarly = false;
  /** An UPDATE changed the session before the call was answered: what the 2xx repeats of the first exchange is out of date. */
  changedEarly = false;

  constructor(
    private readonly core: AgentCore,
    private readonly timer: SessionTimer,
    private readonly owner: OfferOwner,
  ) {
    this.acks = new Acks(core);
  }

  /** See Call.reinvite. */
  send(sdp: string): Promise<string> {
    if (this.stopped || this.owner.call.state !== "answered") return Promise.reject(new CallError(481, "the call is not answered"));
    return new Promise((resolve, reject) => {
      this.queue.push({ sdp, tries: 0, resolve, reject });
      this.next();
    });
  }

  /** Keep the session alive without changing it. */
  refresh(byUpdate: boolean): void {
    const { call } = this.owner;
    if (byUpdate) {
      this.refreshByUpdate();
      return;
    }
    if (call.localSdp === undefined || this.ours || this.queue.length > 0) {
      this.timer.soon();
      return;
    }
    this.send(call.localSdp).catch(() => {
      if (!this.stopped) this.timer.soon();
    });
  }

  /** Our 2xx to an INVITE went out: hold further offers until its ACK. */
  awaitAck(transaction: InviteServer, text: string): void {
    this.accepted = new AcceptedInvite(this.core, transaction, text, () => {
      this.accepted = undefined;
      if (this.afterAck) this.depart();
      else this.owner.giveUp("no ACK");
    });
  }

  /** Whether our 2xx to the INVITE with this CSeq number still waits for its ACK. */
  awaits(seq: number): boolean {
    return this.accepted?.seq === seq;
  }

  /** The call ends, but nothing may be sent before our 2xx is acknowledged (RFC 3261 §15): `then` runs at its ACK, or when it is given up. */
  lingerUntilAck(then: () => void): void {
    this.afterAck = then;
  }

  get lingers(): boolean {
    return this.afterAck !== undefined;
  }

  /** Ends the lingering: with what was to be said at the ACK, or `silently` when the peer has said it. */
  depart(silently = false): void {
    const then = this.afterAck;
    this.afterAck = undefined;
    this.accepted?.stop();
    this.accepted = undefined;
    if (!silently) then?.();
  }

  /** The first exchange was closed by a reliable provisional response; `false` when another leg of a fork starts over. */
  closeEarly(closed: boolean): void {
    this.answeredEarly = closed;
    this.changedEarly = false;
  }

  acknowledged(request: SipRequest): void {
    if (this.accepted?.seq !== request.cseq.number) return;
    if (this.afterAck) {
      this.depart();
      return;
    }
    this.accepted.stop();
    this.accepted = undefined;
    const sdp = sdpOf(request);
    // The answer that is missing now never comes (RFC 3261 §13.2.1). An earlier session, of a re-INVITE, goes on.
    if (sdp === undefined && this.owner.call.remoteSdp === undefined) {
      this.owner.giveUp("ACK without the answer to our offer", "error");
      return;
    }
    if (sdp !== undefined) this.owner.call.remoteSdp = sdp;
    this.owner.confirmed(sdp);
    this.next();
  }

  /** A re-INVITE or UPDATE of the peer. */
  receive(transaction: ServerTransaction, established: boolean): void {
    const { request } = transaction;
    const { call } = this.owner;
    const sdp = sdpOf(request);
    const answerLater = (headers: HeaderMap) => headers.set("retry-after", String(1 + Math.floor(this.core.random() * 9)));
    if (tooBrief(request.headers, this.core)) {
      call.respond(transaction, 422, (headers) => headers.set("min-se", String(this.core.minSessionExpires)));
    } else if (request.method === "UPDATE" && sdp === undefined) {
      this.acceptRefresh(transaction, established);
    } else if (this.theirs || (!this.open(transaction, established) && call.direction === "in")) {
      call.respond(transaction, 500, answerLater);
    } else if (this.ours || this.accepted || !this.open(transaction, established)) {
      call.respond(transaction, 491);
    } else {
      this.receiveOffer(transaction, sdp);
    }
  }

  stop(): void {
    this.stopped = true;
    this.core.clock.clearTimeout(this.pause);
    if (!this.lingers) {
      this.accepted?.stop();
      this.accepted = undefined;
    }
    if (this.theirs) this.owner.call.respond(this.theirs, 487);
    const open = this.ours ? [this.ours, ...this.queue] : [...this.queue];
    this.ours = this.theirs = undefined;
    this.queue.length = 0;
    for (const offer of open) offer.reject(new CallError(487, "the call ended"));
  }

  /** Whether an exchange may begin: in an answered call, and by UPDATE as soon as the first exchange is closed. */
  private open({ request }: ServerTransaction, established: boolean): boolean {
    return established || (this.answeredEarly && request.method === "UPDATE");
  }

  private receiveOffer(transaction: ServerTransaction, sdp: string | undefined): void {
    const { call } = this.owner;
    this.theirs = transaction;
    if (transaction instanceof InviteServer) transaction.onCancel = () => this.refuse(transaction, 487);
    // The same description again is a session refresh: nothing to decide.
    if (sdp !== undefined && sdp === call.remoteSdp && call.localSdp !== undefined) {
      this.accept(transaction, sdp, call.localSdp);
      return;
    }
    const heard = this.owner.offered({
      sdp,
      accept: (answer) => this.accept(transaction, sdp, answer),
      reject: (status = 488) => this.refuse(transaction, status),
    });
    if (!heard) this.refuse(transaction, 488);
  }

  private accept(transaction: ServerTransaction, offer: string | undefined, answer: string): void {
    if (this.theirs !== transaction) return;
    this.theirs = undefined;
    const { call } = this.owner;
    const { headers } = transaction.request;
    const established = call.state === "answered";
    const interval = established ? agreeAsServer(headers, this.core) : undefined;
    learnTarget(call.dialog, headers);
    call.localSdp = answer;
    call.remoteSdp = offer ?? call.remoteSdp;
    this.changedEarly = !established;
    const contact = this.core.contact(transaction.flow.protocol);
    const text = call.respond(transaction, 200, (headers) => dressWith(interval)(headers.set("contact", contact)), answer);
    if (established) this.timer.restart(interval);
    if (transaction instanceof InviteServer) this.awaitAck(transaction, text);
    else this.next();
  }

  private refuse(transaction: ServerTransaction, status: number): void {
    if (this.theirs !== transaction) return;
    this.theirs = undefined;
    this.owner.call.respond(transaction, status);
    this.next();
  }

  private acceptRefresh(transaction: ServerTransaction, established: boolean): void {
    const interval = established ? agreeAsServer(transaction.request.headers, this.core) : undefined;
    learnTarget(this.owner.call.dialog, transaction.request.headers);
    this.owner.call.respond(transaction, 200, (headers) => {
      headers.set("contact", this.core.contact(transaction.flow.protocol));
      dressWith(interval)(headers);
    });
    if (established) this.timer.restart(interval);
  }

  /** Send the first queued offer unless an exchange is going on. */
  private next(): void {
    if (this.stopped || this.ours || this.theirs || this.accepted || this.pause !== undefined) return;
    const offer = this.queue.shift();
    if (!offer) return;
    this.ours = offer;
    offer.tries++;
    const { core, timer, acks, owner } = this;
    sendReinvite({ core, timer, acks, call: owner.call, credentials: owner.credentials() }, offer.sdp, (response) => {
      if (this.ours !== offer) return;
      this.ours = undefined;
      this.settle(offer, response);
      this.next();
    });
  }

  private settle(offer: QueuedOffer, response: SipResponse | undefined): void {
    const { call } = this.owner;
    const status = response?.status ?? 408;
    if (response && status < 300) {
      call.localSdp = offer.sdp;
      call.remoteSdp = sdpOf(response) ?? call.remoteSdp;
      this.timer.restart(agreeAsClient(response.headers, this.core));
      offer.resolve(call.remoteSdp ?? "");
      return;
    }
    const pause = response && offer.tries < OFFER_TRIES ? this.pauseAfter(response) : undefined;
    if (pause !== undefined) {
      // Meanwhile the peer's own offer is welcome: it is what we made way for.
      this.queue.unshift(offer);
      this.pause = this.core.clock.setTimeout(() => {
        this.pause = undefined;
        this.next();
      }, pause);
      return;
    }
    offer.reject(new CallError(status, "re-INVITE refused"));
    if (status === 408 || status === 481) this.owner.giveUp(`re-INVITE: ${status}`);
  }

  /** How long to wait before trying again, ms; undefined when trying again is no use. */
  private pauseAfter(response: SipResponse): number | undefined {
    const draw = this.core.random();
    // RFC 3261 §14.1: the side that owns the Call-ID waits longer, so that the two do not meet again.
    if (response.status === 491) return this.owner.call.direction === "out" ? 2_100 + draw * 1_900 : draw * 2_000;
    const after = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
    return response.status === 500 && after >= 0 && after <= 10 ? after * 1_000 : undefined;
  }

  private refreshByUpdate(): void {
    const { call } = this.owner;
    const make = () => {
      const request = requestInDialog(call.dialog, "UPDATE");
      request.headers.set("contact", this.core.contact(call.dialog.flow?.protocol ?? "UDP")).set("supported", "timer");
      ask(request.headers, this.timer.interval, this.core);
      return request;
    };
    call.send(make, (outcome) => {
      if (this.stopped) return;
      const status = statusOf(outcome);
      if ("response" in outcome && status < 300) this.timer.restart(agreeAsClient(outcome.response.headers, this.core));
      else if (status === 405 || status === 501) this.refresh(false);
      else if (status === 408 || status === 481) this.owner.giveUp(`session refresh: ${status}`);
      else this.timer.soon();
    });
  }
}

const dressWith =
  (interval: SessionInterval | undefined) =>
  (headers: HeaderMap): void => {
    headers.set("supported", "timer");
    if (interval) grant(headers, interval);
  };
