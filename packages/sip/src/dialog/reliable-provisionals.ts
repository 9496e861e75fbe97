import type { Timer } from "../clock.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { SipRequest } from "../message/message.ts";
import { doubling, repeat } from "../transaction/retransmission.ts";
import type { InviteServer } from "../transaction/server-invite.ts";
import { patience } from "../transaction/timers.ts";
import type { AgentCore } from "./core.ts";

/** Our provisional responses to a caller that requires 100rel (RFC 3262 §3): numbered, repeated until PRACK, one at a time. */
export class ReliableProvisionals {
  private rseq: number;
  private readonly pending: (() => void)[] = [];
  private stopRepeating: (() => void) | undefined;
  private deadline: Timer | undefined;

  /** @param unacknowledged called when no PRACK came within 64·T1 */
  constructor(
    private readonly core: AgentCore,
    private readonly transaction: InviteServer,
    private readonly unacknowledged: () => void,
  ) {
    this.rseq = 1 + Math.floor(core.random() * 0x7fff_0000);
  }

  /** Whether a response still waits for its PRACK. */
  get waiting(): boolean {
    return this.stopRepeating !== undefined;
  }

  /** Run once the PRACK has come; not at all when it never comes. */
  whenFree(run: () => void): void {
    this.pending.push(run);
  }

  number(headers: HeaderMap): void {
    headers.set("require", "100rel").set("rseq", String(++this.rseq));
  }

  sent(text: string): void {
    const { clock, transactions } = this.core;
    this.stopRepeating = repeat(clock, doubling(transactions.timers.t1), () => this.transaction.resend(text));
    this.deadline = clock.setTimeout(() => {
      this.stop();
      this.unacknowledged();
    }, patience(transactions.timers));
  }

  /** A PRACK; false when it acknowledges nothing that is open. */
  acknowledge(request: SipRequest): boolean {
    const { number, method } = this.transaction.request.cseq;
    const rack = (request.headers.get("rack") ?? "").trim().split(/\s+/).join(" ");
    if (!this.waiting || rack !== `${this.rseq} ${number} ${method}`) return false;
    const next = this.pending.splice(0);
    this.stop();
    // After the 200 of the PRACK has gone out.
    queueMicrotask(() => {
      for (const run of next) run();
    });
    return true;
  }

  stop(): void {
    this.stopRepeating?.();
    this.stopRepeating = undefined;
    this.core.clock.clearTimeout(this.deadline);
    this.pending.length = 0;
  }
}
