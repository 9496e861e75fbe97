import { sdpOf } from "../message/body.ts";
import type { SipRequest } from "../message/message.ts";
import { formatReason, parseReason, type Reason } from "../message/reason.ts";
import { reasonPhrase } from "../message/status.ts";
import type { InviteServer } from "../transaction/server-invite.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import type { Protocol } from "../transport/flow.ts";
import { Call } from "./call.ts";
import { type CallerIdentity, callerIdentity } from "./caller-identity.ts";
import type { AgentCore } from "./core.ts";
import type { Dialog } from "./dialog.ts";
import { type Party, partyIn, partyOf } from "./party.ts";
import { ReliableProvisionals } from "./reliable-provisionals.ts";
import { agreeAsServer, grant } from "./session-timer.ts";

/** A call that came in. Ring, answer or refuse it; `end` tells when the caller gave up (`by: "remote"`, status 487). */
export class IncomingCall extends Call {
  readonly direction = "in";
  readonly from: Party;
  readonly to: Party;
  /** Number asked for in the request URI: what was dialled, also when To was rewritten on the way. */
  readonly dialled: Party;
  /** The caller as the carrier vouches for it (P-Asserted-Identity), when it does. */
  readonly assertedIdentity: Party | undefined;
  /** The caller as the callee may know them: RFC 3323 and 3325 are kept here, so that nobody above sees what was withheld. */
  readonly caller: CallerIdentity;
  /** Where the INVITE came from. */
  readonly source: { protocol: Protocol; host: string; port: number };
  private readonly provisionals: ReliableProvisionals | undefined;

  constructor(
    core: AgentCore,
    private readonly transaction: InviteServer,
    readonly dialog: Dialog,
  ) {
    super(core);
    const { request, flow } = transaction;
    this.from = partyOf(request.from);
    this.to = partyOf(request.to);
    this.dialled = partyIn(`<${request.uri}>`) ?? this.to;
    this.assertedIdentity = partyIn(request.headers.get("p-asserted-identity"));
    this.caller = callerIdentity(this.from, this.assertedIdentity, request.headers.get("privacy"));
    this.source = { protocol: flow.protocol, host: flow.host, port: flow.port };
    this.remoteSdp = sdpOf(request);
    this.peerTakesUpdate = request.headers.hasToken("allow", "UPDATE");
    transaction.onCancel = (cancel) => this.cancelled(cancel);
    if (request.headers.hasToken("require", "100rel")) {
      this.provisionals = new ReliableProvisionals(core, transaction, () => this.refuse(504, "timeout", "no PRACK"));
    }
  }

  /** A header of the INVITE, by its lower-case name. */
  header(name: string): string | undefined {
    return this.transaction.request.headers.get(name);
  }

  /** 180 Ringing: the caller hears the network's ringing tone. */
  ring(): void {
    this.provisional(180);
  }

  /** 183 with a session description: the caller hears what we play, before the call is answered. */
  progress(sdp: string): void {
    this.provisional(183, sdp);
  }

  /** 200 with our description: the answer to `remoteSdp`, or an offer when the INVITE had none (then see `confirmed`). */
  answer(sdp: string): void {
    if (this.provisionals?.waiting) {
      this.provisionals.whenFree(() => this.answer(sdp));
      return;
    }
    if (!this.move("answer")) return;
    const interval = agreeAsServer(this.transaction.request.headers, this.core);
    this.localSdp = sdp;
    const dress = (headers: SipRequest["headers"]): void => {
      headers.set("supported", "timer");
      if (interval) grant(headers, interval);
    };
    const text = this.respond(this.transaction, 200, dress, sdp);
    this.offers.awaitAck(this.transaction, text);
    this.timer.restart(interval);
  }

  /**
   * Refuse with 300–699.
   * @param reason phrase, default that of the status. @param retryAfter seconds. @param cause goes out as Reason header.
   */
  reject(status: number, reason = reasonPhrase(status), retryAfter?: number, cause?: Reason): void {
    this.refuse(status, "local", reason, retryAfter, cause);
  }

  /** BYE when answered, else 480. `end` follows at once, also while the BYE waits for the ACK. */
  hangUp(reason?: Reason): void {
    if (this.state !== "answered") {
      this.refuse(480, "local", reason?.text || reasonPhrase(480), undefined, reason);
      return;
    }
    // The callee sends no BYE before its 2xx is acknowledged or given up (RFC 3261 §15).
    if (this.offers.awaits(this.transaction.request.cseq.number)) this.offers.lingerUntilAck(() => this.depart(reason));
    else this.bye(reason);
    this.finish({ by: "local", status: 200, reason: reason?.text || "hung up", reasonHeader: reason });
  }

  private depart(reason: Reason | undefined): void {
    this.bye(reason);
    this.core.release(this);
  }

  protected override byeReceived(request: SipRequest): void {
    if (this.state !== "answered") this.respond(this.transaction, 487);
    super.byeReceived(request);
  }

  protected override prackReceived(transaction: ServerTransaction): void {
    if (this.provisionals?.acknowledge(transaction.request)) {
      this.respond(transaction, 200);
      if (this.localSdp !== undefined && this.remoteSdp !== undefined) this.offers.closeEarly(true);
    } else super.prackReceived(transaction);
  }

  protected override finish(end: Parameters<Call["finish"]>[0]): void {
    this.provisionals?.stop();
    super.finish(end);
  }

  private provisional(status: number, sdp?: string): void {
    if (this.provisionals?.waiting) {
      this.provisionals.whenFree(() => this.provisional(status, sdp));
      return;
    }
    if (!this.move("progress")) return;
    if (sdp !== undefined) this.localSdp = sdp;
    const text = this.respond(this.transaction, status, (headers) => this.provisionals?.number(headers), sdp);
    this.provisionals?.sent(text);
  }

  private refuse(status: number, by: "local" | "timeout", reason: string, retryAfter?: number, cause?: Reason): void {
    if (this.state !== "trying" && this.state !== "early") return;
    const dress = (headers: SipRequest["headers"]): void => {
      if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
      if (cause) headers.set("reason", formatReason(cause));
    };
    this.respond(this.transaction, status, dress, undefined, reason);
    this.finish({ by, status, reason, reasonHeader: cause });
  }

  private cancelled(cancel: SipRequest): void {
    if (this.state !== "trying" && this.state !== "early") return;
    this.respond(this.transaction, 487);
    const reasonHeader = parseReason(cancel.headers.all("reason"));
    this.finish({ by: "remote", status: 487, reason: reasonHeader?.text || "cancelled", reasonHeader });
  }
}
