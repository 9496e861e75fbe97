import type { Call } from "../dialog/call.ts";
import { type SipRequest, tagOf } from "../message/message.ts";

/** The calls that are going on, found by what names a dialog (RFC 3261 §12). */
export class CallTable {
  /** By Call-ID and our tag. */
  private readonly calls = new Map<string, Call>();
  /** Incoming ones by Call-ID and the caller's tag. */
  private readonly legs = new Set<string>();
  private waiting: (() => void)[] = [];

  get size(): number {
    return this.calls.size;
  }

  all(): Call[] {
    return [...this.calls.values()];
  }

  add(call: Call): void {
    this.calls.set(keyOf(call), call);
    if (call.direction === "in") this.legs.add(legOf(call.callId, call.dialog.remoteTag));
  }

  remove(call: Call): void {
    this.calls.delete(keyOf(call));
    if (call.direction === "in") this.legs.delete(legOf(call.callId, call.dialog.remoteTag));
    if (this.calls.size === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** The call that a request inside a dialog belongs to. */
  find(request: SipRequest): Call | undefined {
    const call = this.calls.get(`${request.callId} ${tagOf(request.to)}`);
    return call && call.dialog.remoteTag === tagOf(request.from) ? call : undefined;
  }

  /** Whether this INVITE has already come over another way and made a call (RFC 3261 §8.2.2.2). */
  merges(invite: SipRequest): boolean {
    return this.legs.has(legOf(invite.callId, tagOf(invite.from)));
  }

  /** Resolves when there is no call (any more). */
  empty(): Promise<void> {
    return this.calls.size === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }
}

const keyOf = (call: Call): string => `${call.callId} ${call.dialog.localTag}`;
const legOf = (callId: string, remoteTag: string): string => `${callId} ${remoteTag}`;
