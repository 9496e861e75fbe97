import type { Timer } from "../clock.ts";
import type { RequestDraft, SipResponse } from "../message/message.ts";
import { serialize } from "../message/serialize.ts";
import { type Flow, isReliable } from "../transport/flow.ts";
import type { Lost, TransactionContext } from "./context.ts";
import { doublingUpTo, repeat } from "./retransmission.ts";
import { patience } from "./timers.ts";

export interface RequestHandlers {
  /** The final response, once. */
  final(response: SipResponse): void;
  lost(why: Lost): void;
}

/**
 * Client transaction of everything but INVITE (RFC 3261 §17.1.2).
 * ```
 *  trying ──1xx──▶ proceeding ──200–699──▶ completed ──T4 (0 on TCP)──▶ ended
 *     └───────────────┴──Timer F or transport error──▶ ended
 * ```
 */
export class RequestClient {
  private state: "trying" | "proceeding" | "completed" | "ended" = "trying";
  private stopRepeating: () => void = () => {};
  private timer: Timer | undefined;
  private readonly failed = (): void => this.fail("transport");

  constructor(
    private readonly context: TransactionContext,
    private readonly key: string,
    private readonly flow: Flow,
    private readonly handlers: RequestHandlers,
  ) {}

  start(request: RequestDraft): void {
    const text = serialize(request);
    const { clock, timers, counters } = this.context;
    this.timer = clock.setTimeout(() => this.fail("timeout"), patience(timers));
    if (!isReliable(this.flow.protocol)) {
      const doubled = doublingUpTo(timers.t1, timers.t2);
      const backoff = { first: timers.t1, next: (previous: number) => (this.state === "proceeding" ? timers.t2 : doubled.next(previous)) };
      this.stopRepeating = repeat(clock, backoff, () => {
        counters.retransmitted++;
        this.transmit(text);
      });
    }
    this.transmit(text);
  }

  receive(response: SipResponse): void {
    if (this.state !== "trying" && this.state !== "proceeding") return;
    // The peer has it. Should the connection break now, the answer comes over another (RFC 3261 §18.2.2).
    this.context.answered(this.failed);
    if (response.status < 200) {
      this.state = "proceeding";
      return;
    }
    this.state = "completed";
    this.stopRepeating();
    this.context.clock.clearTimeout(this.timer);
    // Repeated answers are absorbed for a while so that they do not count as stray.
    if (isReliable(this.flow.protocol)) this.end();
    else this.timer = this.context.clock.setTimeout(() => this.end(), this.context.timers.t4);
    this.handlers.final(response);
  }

  private transmit(text: string): void {
    this.context.send(text, this.flow, this.failed);
  }

  private fail(why: Lost): void {
    if (this.state !== "trying" && this.state !== "proceeding") return;
    if (why === "timeout") this.context.counters.timeouts++;
    this.context.unanswered(this.failed);
    this.end();
    this.handlers.lost(why);
  }

  private end(): void {
    this.state = "ended";
    this.stopRepeating();
    this.context.clock.clearTimeout(this.timer);
    this.context.ended(this.key);
  }
}
