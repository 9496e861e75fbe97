import type { Timer } from "../clock.ts";
import { type Authorization, answerChallenge, type Credentials } from "../digest/client.ts";
import { sdpOf } from "../message/body.ts";
import { mergeHeaders } from "../message/header-map.ts";
import { type RequestDraft, type SipResponse, tagOf } from "../message/message.ts";
import { formatReason, parseReason, type Reason } from "../message/reason.ts";
import { reasonPhrase } from "../message/status.ts";
import type { InviteClient } from "../transaction/client-invite.ts";
import type { Lost } from "../transaction/context.ts";
import type { Flow } from "../transport/flow.ts";
import { Acks } from "./acks.ts";
import { Call } from "./call.ts";
import { type AgentCore, ALLOW } from "./core.ts";
import { type Dialog, learnPeer, requestInDialog } from "./dialog.ts";
import { withFlows } from "./outbound.ts";
import { PrackSender } from "./prack-sender.ts";
import { agreeAsClient, ask } from "./session-timer.ts";

/** An INVITE to be sent, all in wire form; see `UserAgent.dial` for the friendly form. */
export interface InvitePlan {
  sdp: string;
  credentials?: Credentials;
  headers?: Readonly<Record<string, string>>;
  /** Time without an answer after which the call is cancelled, in ms. */
  noAnswerMs: number;
  /** Time without any response after which an address is given up, in ms; default: 64·T1 (32 s). */
  noResponseMs?: number;
  /** What is wrong with the plan itself, in words: the call then ends with 400 and nothing is sent. */
  problem?: string;
}

/** To a destination that answers after it was given up. */
const LATE = formatReason({ protocol: "SIP", cause: 408, text: "no response in time" });

/** A call that we place. Cancel with `cancel()` or `hangUp()`; `end` then follows at once (`by: "local"`, status 487). */
export class OutgoingCall extends Call {
  readonly direction = "out";
  private invite: InviteClient | undefined;
  /** CSeq number and credentials of the current INVITE: its ACK and PRACKs carry them. */
  private seq = 0;
  private authorization: Authorization | undefined;
  private challenges = 0;
  /** The leg in `dialog.remoteTag` has been answered, and that was taken. */
  private accepted = false;
  private minSessionExpires: number | undefined;
  private noAnswer: Timer | undefined;
  private cancelReason: string | undefined;
  private readonly pracks: PrackSender;
  /** Where the INVITE goes, before any response taught us better. */
  private readonly origin: Pick<Dialog, "remoteTag" | "remote" | "target" | "routes">;

  constructor(
    core: AgentCore,
    readonly dialog: Dialog,
    private readonly plan: InvitePlan,
  ) {
    super(core);
    this.localSdp = plan.sdp;
    this.credentials = plan.credentials;
    this.pracks = new PrackSender(this);
    const { remoteTag, remote, target, routes } = dialog;
    this.origin = { remoteTag, remote, target, routes };
  }

  /** Send the INVITE; called by the user agent once the caller had the chance to listen. */
  start(): void {
    if (this.state === "ended") return;
    if (this.plan.problem !== undefined) {
      this.finish({ by: "error", status: 400, reason: this.plan.problem });
      return;
    }
    this.noAnswer = this.core.clock.setTimeout(() => this.abort("timeout", 408, "no answer"), this.plan.noAnswerMs);
    this.attempt(undefined);
  }

  /** Where the INVITE went last; undefined before it was sent. */
  get destination(): Pick<Flow, "protocol" | "host" | "port"> | undefined {
    return this.dialog.flow;
  }

  /** Give up before the answer. Does nothing afterwards. `reason` goes out as Reason header. */
  cancel(reason?: Reason): void {
    this.abort("local", 487, reason?.text || "cancelled", reason);
  }

  hangUp(reason?: Reason): void {
    if (this.state !== "answered") {
      this.cancel(reason);
      return;
    }
    this.bye(reason);
    this.finish({ by: "local", status: 200, reason: reason?.text || "hung up", reasonHeader: reason });
  }

  protected override finish(end: Parameters<Call["finish"]>[0]): void {
    this.core.clock.clearTimeout(this.noAnswer);
    super.finish(end);
  }

  /** Send an INVITE to the first of the candidates; without candidates they are looked up. */
  private attempt(flows: readonly Flow[] | undefined): void {
    const request = this.buildInvite();
    if (flows) {
      this.transmit(request, flows);
      return;
    }
    withFlows(this.core, request, this.dialog.flow, (found) => {
      if (this.state === "ended") return;
      const isImpatient = this.plan.noResponseMs !== undefined;
      const alive = found.filter((flow) => !this.core.targets.isDead(flow, isImpatient));
      if (found.length > 0 && alive.length === 0)
        this.finish({ by: "error", status: 503, reason: "the destination does not answer", target: "dead" });
      else this.transmit(request, alive);
    });
  }

  private transmit(request: RequestDraft, flows: readonly Flow[]): void {
    const [flow, ...others] = flows;
    if (!flow) {
      this.finish({ by: "error", status: 503, reason: "no address for the destination" });
      return;
    }
    this.dialog.flow = flow;
    request.headers.set("contact", this.core.contact(flow.protocol));
    const { seq, authorization } = this;
    const { targets } = this.core;
    let heard = false;
    let givenUp = false;
    let patience: Timer | undefined;
    const hear = (): void => {
      targets.heard(flow);
      heard = true;
      this.core.clock.clearTimeout(patience);
    };
    const invite = this.core.transactions.invite(request, flow, {
      provisional: (response) => {
        const isFirst = !heard;
        hear();
        if (!givenUp) this.provisional(response);
        else if (isFirst) this.core.transactions.cancel(invite, LATE);
      },
      success: (response) => {
        hear();
        if (givenUp) this.decline(response, seq, authorization);
        else this.success(response, seq, authorization);
      },
      failure: (response) => {
        hear();
        if (!givenUp) this.failure(response, request.uri, flows);
      },
      lost: (why) => {
        this.core.clock.clearTimeout(patience);
        if (why === "timeout" && !heard) targets.failed(flow);
        if (!givenUp) this.lost(why, others, heard);
      },
      rangTooLong: () => this.abort("timeout", 408, "no answer"),
    });
    if (this.plan.noResponseMs !== undefined && !invite.ended)
      patience = this.core.clock.setTimeout(() => {
        if (this.state === "ended") return;
        givenUp = true;
        invite.giveUp();
        targets.slowed(flow);
        this.lost("timeout", others, false);
      }, this.plan.noResponseMs);
    // One that failed at once has already been followed by the next, which is the one to be cancelled.
    if (!invite.ended) this.invite = invite;
  }

  private buildInvite(): RequestDraft {
    const request = requestInDialog(this.dialog, "INVITE");
    this.seq = this.dialog.localSeq;
    ask(request.headers, undefined, this.core);
    if (this.minSessionExpires !== undefined) {
      request.headers.set("session-expires", String(this.minSessionExpires)).set("min-se", String(this.minSessionExpires));
    }
    request.headers.set("user-agent", this.core.product).set("allow", ALLOW).set("supported", ["timer", "100rel"]);
    mergeHeaders(request.headers, this.plan.headers).set("content-type", "application/sdp");
    if (this.authorization) request.headers.set(this.authorization.name, this.authorization.value);
    request.body = this.plan.sdp;
    return request;
  }

  private provisional(response: SipResponse): void {
    if (this.state === "ended") {
      this.cancelNow();
      return;
    }
    if (response.status === 100 || this.state === "answered") return;
    const { remoteTag } = this.dialog;
    if (!this.pracks.accept(response, this.seq)) return;
    if (!this.move("progress")) return;
    // The peer may send requests in the early dialog; its tag is needed to tell them.
    if (tagOf(response.to) !== "") learnPeer(this.dialog, response);
    if (this.dialog.remoteTag !== remoteTag) this.offers.closeEarly(false);
    const sdp = sdpOf(response);
    if (sdp !== undefined) this.takeEarly(sdp, response);
    this.notify("progress", response.status, sdp);
  }

  /** After an UPDATE of the peer its later provisional responses repeat what is out of date (RFC 3261 §13.2.1). */
  private takeEarly(sdp: string, response: SipResponse): void {
    if (this.offers.changedEarly) return;
    this.remoteSdp = sdp;
    if (response.headers.hasToken("require", "100rel")) this.offers.closeEarly(true);
  }

  private success(response: SipResponse, seq: number, authorization: Authorization | undefined): void {
    if (this.accepted && tagOf(response.to) === this.dialog.remoteTag) {
      // The same leg says it again because it has no ACK yet. Without one to repeat, it waits for a name to be resolved.
      this.offers.acks.repeat(seq);
      return;
    }
    // Too late, or a second phone that answered too: say yes and good-bye.
    if (!this.move("answer")) {
      this.decline(response, seq, authorization);
      return;
    }
    this.core.clock.clearTimeout(this.noAnswer);
    this.accepted = true;
    if (tagOf(response.to) !== this.dialog.remoteTag) this.offers.closeEarly(false);
    learnPeer(this.dialog, response);
    this.offers.acks.send(this.dialog, seq, authorization);
    if (!this.offers.changedEarly) this.remoteSdp = sdpOf(response) ?? this.remoteSdp;
    this.peerTakesUpdate = response.headers.hasToken("allow", "UPDATE");
    this.timer.restart(agreeAsClient(response.headers, this.core));
    this.notify("answer", this.remoteSdp);
  }

  /** A leg that we do not want: its 2xx must still be acknowledged before it can be ended (RFC 3261 §15.1.1). */
  private decline(response: SipResponse, seq: number, authorization: Authorization | undefined): void {
    const leg: Dialog = { ...this.dialog };
    learnPeer(leg, response);
    new Acks(this.core).send(leg, seq, authorization);
    this.send(
      () => requestInDialog(leg, "BYE"),
      () => {},
    );
  }

  /** @param flows the one that refused, and those still untried */
  private failure(response: SipResponse, uri: string, flows: readonly Flow[]): void {
    if (this.state === "ended" || this.state === "answered") return;
    const { status } = response;
    const answer = answerChallenge(response, this.credentials, "INVITE", uri, this.challenges);
    if (answer) {
      this.challenges++;
      this.authorization = answer;
      // A nonce is often known only at the address that gave it, so the name is not resolved again.
      this.again(flows);
      return;
    }
    const wanted = Number.parseInt(response.headers.get("min-se") ?? "", 10);
    if (status === 422 && wanted > (this.minSessionExpires ?? 0)) {
      this.minSessionExpires = wanted;
      this.again(flows);
      return;
    }
    if (status === 503 && flows.length > 1) {
      this.moveOn(flows.slice(1));
      return;
    }
    const reasonHeader = parseReason(response.headers.all("reason"));
    this.finish({ by: "remote", status, reason: response.reason || reasonPhrase(status), reasonHeader });
  }

  /** Start over: the dialog that early responses may have begun is void. */
  private again(flows: readonly Flow[]): void {
    Object.assign(this.dialog, this.origin);
    this.offers.closeEarly(false);
    this.attempt(flows);
  }

  /** Try the next address. It knows nothing of the credentials that the last one asked for, and may ask itself. */
  private moveOn(others: readonly Flow[]): void {
    this.authorization = undefined;
    this.challenges = 0;
    this.again(others);
  }

  private lost(why: Lost, others: readonly Flow[], heard: boolean): void {
    if (this.state === "ended" || this.state === "answered") return;
    if (others.length > 0) {
      this.moveOn(others);
      return;
    }
    if (why === "timeout") this.finish({ by: "timeout", status: 408, reason: "no response", ...(!heard && { target: "silent" as const }) });
    else this.finish({ by: "error", status: 503, reason: "the destination cannot be reached" });
  }

  private abort(by: "local" | "timeout", status: number, reason: string, reasonHeader?: Reason): void {
    if (this.state !== "trying" && this.state !== "early") return;
    this.cancelReason = formatReason(reasonHeader ?? { protocol: "SIP", cause: 487, text: reason });
    if (this.invite?.proceeding) this.cancelNow();
    this.finish({ by, status, reason, reasonHeader });
  }

  /** CANCEL may go out only after a provisional response; until then `provisional` brings us back here (RFC 3261 §9.1). */
  private cancelNow(): void {
    if (!this.invite || this.cancelReason === undefined) return;
    this.core.transactions.cancel(this.invite, this.cancelReason);
    this.cancelReason = undefined;
  }
}
