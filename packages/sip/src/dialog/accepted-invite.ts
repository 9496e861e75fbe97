import type { Timer } from "../clock.ts";
import { doublingUpTo, repeat } from "../transaction/retransmission.ts";
import type { InviteServer } from "../transaction/server-invite.ts";
import { patience } from "../transaction/timers.ts";
import type { AgentCore } from "./core.ts";

/** Our 2xx to an INVITE: repeated until its ACK comes, over TCP too (RFC 3261 §13.3.1.4). */
export class AcceptedInvite {
  private readonly stopRepeating: () => void;
  private readonly deadline: Timer;

  /** @param text the 2xx as sent @param unconfirmed called when no ACK came within 64·T1 */
  constructor(
    private readonly core: AgentCore,
    transaction: InviteServer,
    text: string,
    unconfirmed: () => void,
  ) {
    const { clock, transactions } = core;
    const { timers } = transactions;
    this.seq = transaction.request.cseq.number;
    this.stopRepeating = repeat(clock, doublingUpTo(timers.t1, timers.t2), () => transaction.resend(text));
    this.deadline = clock.setTimeout(() => {
      this.stop();
      unconfirmed();
    }, patience(timers));
  }

  /** CSeq number that the ACK carries. */
  readonly seq: number;

  stop(): void {
    this.stopRepeating();
    this.core.clock.clearTimeout(this.deadline);
  }
}
