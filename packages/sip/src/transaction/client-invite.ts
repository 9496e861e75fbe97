import type { Timer } from "../clock.ts";
import { HeaderMap } from "../message/header-map.ts";
import type { RequestDraft, SipResponse } from "../message/message.ts";
import { serialize } from "../message/serialize.ts";
import { type Flow, isReliable } from "../transport/flow.ts";
import type { Lost, TransactionContext } from "./context.ts";
import { doubling, repeat } from "./retransmission.ts";
import { patience } from "./timers.ts";

export interface InviteHandlers {
  provisional(response: SipResponse): void;
  /** Every 2xx, repeated ones too: each wants its ACK from the caller (RFC 3261 §13.2.2.4). */
  success(response: SipResponse): void;
  /** The first 3xx–6xx; its ACK has been sent. */
  failure(response: SipResponse): void;
  lost(why: Lost): void;
  /** No final answer within Timer C; the owner should cancel (RFC 3261 16.8). */
  rangTooLong(): void;
}

/**
 * INVITE client transaction (RFC 3261 §17.1.1 with the accepted state of RFC 6026 §7.2).
 * ```
 *  calling ──1xx──▶ proceeding ──2xx──▶ accepted ──64·T1──▶ ended
 *     │  └──────────────┬─────2xx──────────▲
 *     │            3xx–6xx/ACK ──▶ completed ──64·T1 (0 on TCP)──▶ ended
 *     └──Timer B or transport error──▶ ended
 * ```
 */
export class InviteClient {
  private state: "calling" | "proceeding" | "completed" | "accepted" | "ended" = "calling";
  private stopRepeating: () => void = () => {};
  private timer: Timer | undefined;
  private ack = "";
  /** The end is due after CANCEL: further ringing does not put it off. */
  private ending = false;
  private readonly failed = (): void => {
    if (this.state === "calling") this.fail("transport");
  };

  constructor(
    private readonly context: TransactionContext,
    private readonly key: string,
    readonly request: RequestDraft,
    readonly flow: Flow,
    private readonly handlers: InviteHandlers,
  ) {}

  start(): void {
    const text = serialize(this.request);
    const { clock, timers, counters } = this.context;
    this.timer = clock.setTimeout(() => this.fail("timeout"), patience(timers));
    if (!isReliable(this.flow.protocol)) {
      this.stopRepeating = repeat(clock, doubling(timers.t1), () => {
        counters.retransmitted++;
        this.transmit(text);
      });
    }
    this.transmit(text);
  }

  /** Whether a provisional response came: only then may CANCEL be sent (RFC 3261 §9.1). */
  get proceeding(): boolean {
    return this.state === "proceeding";
  }

  /** Whether it is over, so that there is nothing left to cancel. */
  get ended(): boolean {
    return this.state === "ended";
  }

  receive(response: SipResponse): void {
    // The peer has it. Should the connection break now, the next response comes over another (RFC 3261 §18.2.2).
    this.context.answered(this.failed);
    if (response.status < 200) this.onProvisional(response);
    else if (response.status < 300) this.onSuccess(response);
    else this.onFailure(response);
  }

  /** After CANCEL the server has 64·T1 to send the final response. */
  expectEndSoon(): void {
    if (this.state !== "proceeding" || this.ending) return;
    this.ending = true;
    this.wait(patience(this.context.timers), () => this.fail("timeout"));
  }

  /** Nothing is waited for any more: no repetition goes out, and what is said late still comes to the handlers. Only before any response. */
  giveUp(): void {
    if (this.state !== "calling") return;
    this.stopRepeating();
    this.context.unanswered(this.failed);
  }

  private onProvisional(response: SipResponse): void {
    if (this.state !== "calling" && this.state !== "proceeding") return;
    this.state = "proceeding";
    this.stopRepeating();
    if (!this.ending) this.wait(this.context.timers.c, () => this.rangTooLong());
    this.handlers.provisional(response);
  }

  /** The end is set first: an owner who has lost interest cancels nothing. */
  private rangTooLong(): void {
    this.expectEndSoon();
    this.handlers.rangTooLong();
  }

  private onSuccess(response: SipResponse): void {
    if (this.state === "completed" || this.state === "ended") return;
    if (this.state !== "accepted") {
      this.state = "accepted";
      this.linger(patience(this.context.timers));
    }
    this.handlers.success(response);
  }

  private onFailure(response: SipResponse): void {
    if (this.state === "accepted" || this.state === "ended") return;
    const first = this.state !== "completed";
    if (first) {
      this.state = "completed";
      this.ack = serialize(ackFor(this.request, response));
      this.linger(isReliable(this.flow.protocol) ? 0 : patience(this.context.timers));
    }
    this.context.send(this.ack, this.flow);
    if (first) this.handlers.failure(response);
  }

  private transmit(text: string): void {
    this.context.send(text, this.flow, this.failed);
  }

  private fail(why: Lost): void {
    if (this.state !== "calling" && this.state !== "proceeding") return;
    if (why === "timeout") this.context.counters.timeouts++;
    this.context.unanswered(this.failed);
    this.end();
    this.handlers.lost(why);
  }

  private linger(ms: number): void {
    this.stopRepeating();
    this.wait(ms, () => this.end());
  }

  private wait(ms: number, then: () => void): void {
    this.context.clock.clearTimeout(this.timer);
    this.timer = this.context.clock.setTimeout(then, ms);
  }

  private end(): void {
    this.state = "ended";
    this.stopRepeating();
    this.context.clock.clearTimeout(this.timer);
    this.context.ended(this.key);
  }
}

/** ACK of a failure: same Via, Route and CSeq number as the INVITE, To of the response (RFC 3261 §17.1.1.3). */
function ackFor(invite: RequestDraft, response: SipResponse): RequestDraft {
  const headers = sameTransaction(invite, "ACK");
  headers.set("to", response.headers.get("to")!);
  return { method: "ACK", uri: invite.uri, headers, body: "" };
}

/** CANCEL of an INVITE (RFC 3261 §9.1). */
export function cancelFor(invite: RequestDraft, reason?: string): RequestDraft {
  const headers = sameTransaction(invite, "CANCEL");
  if (reason !== undefined) headers.set("reason", reason);
  return { method: "CANCEL", uri: invite.uri, headers, body: "" };
}

function sameTransaction(invite: RequestDraft, method: string): HeaderMap {
  const headers = new HeaderMap();
  headers.set("via", invite.headers.get("via")!);
  headers.copy(invite.headers, ["route", "max-forwards", "from", "to", "call-id"]);
  headers.set("cseq", `${Number.parseInt(invite.headers.get("cseq")!, 10)} ${method}`);
  return headers;
}
