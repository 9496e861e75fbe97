import { type SipResponse, tagOf } from "../message/message.ts";
import { learnPeer, requestInDialog } from "./dialog.ts";
import type { OutgoingCall } from "./outgoing-call.ts";

/** Acknowledges reliable provisional responses (RFC 3262 §4). */
export class PrackSender {
  /** Last RSeq by leg: each forked leg counts for itself. */
  private readonly heard = new Map<string, number>();

  constructor(private readonly call: OutgoingCall) {}

  /** Whether a provisional response counts: repetitions and ones out of order do not. Sends the PRACK. */
  accept(response: SipResponse, inviteSeq: number): boolean {
    if (!response.headers.hasToken("require", "100rel")) return true;
    const rseq = Number.parseInt(response.headers.get("rseq") ?? "", 10);
    const tag = tagOf(response.to);
    const last = this.heard.get(tag);
    if (!(rseq > 0) || tag === "" || (last !== undefined && rseq !== last + 1)) return false;
    this.heard.set(tag, rseq);
    learnPeer(this.call.dialog, response);
    const make = () => {
      const prack = requestInDialog(this.call.dialog, "PRACK");
      prack.headers.set("rack", `${rseq} ${inviteSeq} INVITE`);
      return prack;
    };
    this.call.send(make, () => {});
    return true;
  }
}
