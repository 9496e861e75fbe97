import type { ResponseDraft, SipRequest } from "../message/message.ts";
import { serialize } from "../message/serialize.ts";
import { type Flow, isReliable } from "../transport/flow.ts";
import type { TransactionContext } from "./context.ts";
import type { ServerTransaction } from "./server-transaction.ts";
import { patience } from "./timers.ts";

/**
 * Server transaction of everything but INVITE and ACK (RFC 3261 §17.2.2).
 * ```
 *  trying ──final──▶ completed ──64·T1 (0 on TCP)──▶ ended
 * ```
 */
export class RequestServer implements ServerTransaction {
  private last = "";

  constructor(
    private readonly context: TransactionContext,
    private readonly key: string,
    readonly request: SipRequest,
    readonly flow: Flow,
  ) {}

  repeated(): void {
    this.context.counters.duplicates++;
    if (this.last !== "") this.context.send(this.last, this.flow);
  }

  respond(response: ResponseDraft): string {
    const text = serialize(response);
    if (this.last !== "") return text;
    this.last = text;
    this.context.send(text, this.flow);
    const remember = isReliable(this.flow.protocol) ? 0 : patience(this.context.timers);
    this.context.clock.setTimeout(() => this.context.ended(this.key), remember);
    return text;
  }
}
