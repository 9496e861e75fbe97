import type { Authorization } from "../digest/client.ts";
import type { Flow } from "../transport/flow.ts";
import type { AgentCore } from "./core.ts";
import { type Dialog, requestInDialog } from "./dialog.ts";
import { withFlows } from "./outbound.ts";

/** The ACKs of 2xx responses: sent by the dialog, and again each time the 2xx comes again (RFC 3261 §13.2.2.4). */
export class Acks {
  /** The latest; not yet sent while the name it goes to is being resolved. */
  private last: { seq: number; sent?: { text: string; flow: Flow } } | undefined;

  constructor(private readonly core: AgentCore) {}

  send(dialog: Dialog, seq: number, authorization?: Authorization): void {
    const ack = requestInDialog(dialog, "ACK", seq);
    // The ACK carries the credentials of its INVITE (RFC 3261 §13.2.2.4).
    if (authorization) ack.headers.set(authorization.name, authorization.value);
    const last: typeof this.last = { seq };
    this.last = last;
    withFlows(this.core, ack, dialog.flow, ([flow]) => {
      if (flow) last.sent = { flow, text: this.core.transactions.sendAck(ack, flow) };
    });
  }

  /** The 2xx of this INVITE came again: so does its ACK, unless it has yet to go out. False when it is not the latest one. */
  repeat(seq: number): boolean {
    if (this.last?.seq !== seq) return false;
    const { sent } = this.last;
    if (sent) {
      this.core.transactions.counters.retransmitted++;
      this.core.transactions.send(sent.text, sent.flow);
    }
    return true;
  }
}
