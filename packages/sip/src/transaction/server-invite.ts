import type { Timer } from "../clock.ts";
import type { ResponseDraft, SipRequest } from "../message/message.ts";
import { serialize } from "../message/serialize.ts";
import { type Flow, isReliable } from "../transport/flow.ts";
import type { TransactionContext } from "./context.ts";
import { doublingUpTo, repeat } from "./retransmission.ts";
import type { ServerTransaction } from "./server-transaction.ts";
import { patience } from "./timers.ts";

/**
 * INVITE server transaction (RFC 3261 §17.2.1 with the accepted state of RFC 6026 §7.1).
 * ```
 *  proceeding ──2xx──▶ accepted ──64·T1──▶ ended      the dialog repeats the 2xx until its ACK
 *      │──3xx–6xx──▶ completed ──ACK──▶ confirmed ──T4 (0 on TCP)──▶ ended
 *                        └──no ACK for 64·T1──▶ ended
 * ```
 */
export class InviteServer implements ServerTransaction {
  /** Called when a matching CANCEL came before the final response. */
  onCancel: (request: SipRequest) => void = () => {};
  private state: "proceeding" | "completed" | "confirmed" | "accepted" | "ended" = "proceeding";
  private stopRepeating: () => void = () => {};
  private timer: Timer | undefined;
  private last = "";

  constructor(
    private readonly context: TransactionContext,
    private readonly key: string,
    readonly request: SipRequest,
    readonly flow: Flow,
  ) {}

  get answered(): boolean {
    return this.state !== "proceeding";
  }

  /** Whether an ACK belongs here; those of a 2xx belong to the dialog. */
  get wantsAck(): boolean {
    return this.state === "completed" || this.state === "confirmed";
  }

  repeated(): void {
    this.context.counters.duplicates++;
    if ((this.state === "proceeding" || this.state === "completed") && this.last !== "") this.transmit(this.last);
  }

  acknowledged(): void {
    if (this.state !== "completed") return;
    this.state = "confirmed";
    this.stopRepeating();
    this.wait(isReliable(this.flow.protocol) ? 0 : this.context.timers.t4);
  }

  respond(response: ResponseDraft): string {
    const text = serialize(response);
    if (this.state !== "proceeding") return text;
    this.last = text;
    this.transmit(text);
    if (response.status < 200) return text;
    this.wait(patience(this.context.timers));
    if (response.status < 300) {
      this.state = "accepted";
      this.last = "";
      return text;
    }
    this.state = "completed";
    if (isReliable(this.flow.protocol)) return text;
    const { clock, timers, counters } = this.context;
    this.stopRepeating = repeat(clock, doublingUpTo(timers.t1, timers.t2), () => {
      counters.retransmitted++;
      this.transmit(text);
    });
    return text;
  }

  /** Send a message again outside the state machine: a 2xx, or a reliable provisional. */
  resend(text: string): void {
    this.context.counters.retransmitted++;
    this.transmit(text);
  }

  private transmit(text: string): void {
    this.context.send(text, this.flow);
  }

  private wait(ms: number): void {
    this.context.clock.clearTimeout(this.timer);
    this.timer = this.context.clock.setTimeout(() => this.end(), ms);
  }

  private end(): void {
    this.state = "ended";
    this.stopRepeating();
    this.context.ended(this.key);
  }
}
