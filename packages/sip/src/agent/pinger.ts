import { EventEmitter } from "node:events";
import type { Timer } from "../clock.ts";
import type { AgentCore } from "../dialog/core.ts";
import { newRequest } from "../dialog/dialog.ts";
import { type Outcome, sendRequest, statusOf } from "../dialog/outbound.ts";
import type { RequestDraft } from "../message/message.ts";
import { randomToken } from "../random-token.ts";
import { withTransport } from "./dial.ts";

export interface PingerOptions {
  /** Whom to ask: `sip:trunk.example.com`. */
  uri: string;
  transport?: "udp" | "tcp" | "tls";
  /** Pause between questions, ms. Default 30 s. */
  intervalMs?: number;
  /** Patience with each answer, ms. Default 5 s. */
  timeoutMs?: number;
  /** Failures in a row that mean down. Default 2; one answer means up. */
  failuresToDown?: number;
}

export type Health = "unknown" | "up" | "down";

export interface HealthChange {
  health: Health;
  /** Last status; 408 for silence, 503 for no way there. */
  status: number;
  /** Time to the answer, ms; undefined without one. */
  rttMs?: number;
}

/** Asks a peer by OPTIONS whether it is alive (RFC 3261 §11). Any answer but 408 and 503 is a sign of life. Emits `change`. */
export class Pinger extends EventEmitter<{ change: [HealthChange] }> {
  health: Health = "unknown";
  /** Of the last answer, ms. */
  rttMs: number | undefined;
  private readonly callId = randomToken();
  private readonly tag = randomToken();
  private seq = 0;
  private failures = 0;
  private stopped = false;
  private timer: Timer | undefined;

  constructor(
    private readonly core: AgentCore,
    private readonly options: PingerOptions,
    private readonly whenStopped: () => void,
  ) {
    super();
  }

  start(): void {
    this.ping();
  }

  stop(): void {
    this.stopped = true;
    this.core.clock.clearTimeout(this.timer);
    this.whenStopped();
  }

  private ping(): void {
    const { clock } = this.core;
    const asked = clock.now();
    let open = true;
    const settle = (outcome: Outcome): void => {
      if (!open || this.stopped) return;
      open = false;
      clock.clearTimeout(patience);
      this.settle(statusOf(outcome), clock.now() - asked);
      this.timer = clock.setTimeout(() => this.ping(), this.options.intervalMs ?? 30_000);
    };
    const patience = clock.setTimeout(() => settle({ lost: "timeout" }), this.options.timeoutMs ?? 5_000);
    sendRequest(this.core, () => this.build(), {}, settle);
  }

  private settle(status: number, rttMs: number): void {
    const alive = status !== 408 && status !== 503;
    this.failures = alive ? 0 : this.failures + 1;
    this.rttMs = alive ? rttMs : undefined;
    const down = this.failures >= (this.options.failuresToDown ?? 2);
    const health = alive ? "up" : down ? "down" : this.health;
    if (health === this.health) return;
    this.health = health;
    try {
      this.emit("change", { health, status, rttMs: this.rttMs });
    } catch (error) {
      this.core.fault(error);
    }
  }

  private build(): RequestDraft {
    const uri = withTransport(this.options.uri, this.options.transport);
    const request = newRequest("OPTIONS", uri);
    const own = this.core.contact("UDP");
    request.headers
      .set("from", `${own};tag=${this.tag}`)
      .set("to", `<${uri}>`)
      .set("call-id", this.callId)
      .set("cseq", `${++this.seq} OPTIONS`)
      .set("accept", "application/sdp")
      .set("user-agent", this.core.product);
    return request;
  }
}
