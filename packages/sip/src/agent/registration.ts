import { EventEmitter } from "node:events";
import type { Timer } from "../clock.ts";
import type { AgentCore } from "../dialog/core.ts";
import { newRequest } from "../dialog/dialog.ts";
import { type Outcome, sendRequest, statusOf } from "../dialog/outbound.ts";
import type { Credentials } from "../digest/client.ts";
import type { RequestDraft, SipResponse } from "../message/message.ts";
import { parseNameAddr } from "../message/name-addr.ts";
import { parseUri } from "../message/uri.ts";
import { randomToken } from "../random-token.ts";
import { protocolOf } from "../transport/locate.ts";
import { withTransport } from "./dial.ts";

export interface RegistrationOptions {
  /** The carrier's registrar: `sip:carrier.example.com`. */
  registrar: string;
  /** Our address there: `sip:trunk7@carrier.example.com`. */
  address: string;
  credentials: Credentials;
  /** Seconds that we ask for. Default 600. */
  expires?: number;
  transport?: "udp" | "tcp" | "tls";
}

export type RegistrationState = "registering" | "registered" | "failed" | "stopped";

export interface RegistrationChange {
  state: RegistrationState;
  /** Last SIP status; 408 for silence, 503 when the registrar cannot be reached. */
  status?: number;
  /** In how many seconds the next attempt follows. */
  nextIn?: number;
}

/** Pauses after failures, seconds: doubling, with a draw so that many trunks do not come at once (RFC 5626 §4.5). */
const RETRY_FIRST = 30;
const RETRY_MOST = 300;

/** Keeps one binding at a registrar alive until stopped (RFC 3261 §10.2). Emits `change`. */
export class Registration extends EventEmitter<{ change: [RegistrationChange] }> {
  state: RegistrationState = "registering";
  private readonly callId = randomToken();
  private readonly tag = randomToken();
  private seq = 0;
  private expires: number;
  private failures = 0;
  private timer: Timer | undefined;

  constructor(
    private readonly core: AgentCore,
    private readonly options: RegistrationOptions,
    private readonly whenStopped: () => void,
  ) {
    super();
    this.expires = options.expires ?? 600;
  }

  start(): void {
    this.register();
  }

  /** Take the binding away; resolves when the registrar said so or did not answer. */
  stop(): Promise<void> {
    if (this.state === "stopped") return Promise.resolve();
    const registered = this.state === "registered";
    this.change({ state: "stopped" });
    this.whenStopped();
    if (!registered) return Promise.resolve();
    return new Promise((resolve) => this.send(0, () => resolve()));
  }

  private register(): void {
    this.send(this.expires, (outcome) => {
      if (this.state !== "stopped") this.settle(outcome);
    });
  }

  private settle(outcome: Outcome): void {
    const status = statusOf(outcome);
    const response = "response" in outcome ? outcome.response : undefined;
    if (response && status < 300) {
      this.failures = 0;
      const granted = grantedExpires(response, this.contact()) ?? this.expires;
      // A minute or two before the end; half-way when the binding is short.
      this.again(Math.max(granted / 2, granted - 120), { state: "registered", status });
      return;
    }
    const least = numberIn(response, "min-expires");
    if (status === 423 && least !== undefined && least > this.expires) {
      this.expires = least;
      this.register();
      return;
    }
    const pause = Math.min(RETRY_MOST, RETRY_FIRST * 2 ** this.failures++) * (0.5 + this.core.random() / 2);
    this.again(Math.max(pause, numberIn(response, "retry-after") ?? 0), { state: "failed", status });
  }

  private again(seconds: number, change: RegistrationChange): void {
    this.timer = this.core.clock.setTimeout(() => this.register(), seconds * 1000);
    this.change({ ...change, nextIn: Math.round(seconds) });
  }

  private change(change: RegistrationChange): void {
    if (change.state === "stopped") this.core.clock.clearTimeout(this.timer);
    this.state = change.state;
    try {
      this.emit("change", change);
    } catch (error) {
      this.core.fault(error);
    }
  }

  private send(expires: number, done: (outcome: Outcome) => void): void {
    sendRequest(this.core, () => this.build(expires), { credentials: this.options.credentials }, done);
  }

  /** All REGISTERs of a binding share Call-ID and count upward (RFC 3261 §10.2.4). */
  private build(expires: number): RequestDraft {
    const { registrar, address, transport } = this.options;
    const request = newRequest("REGISTER", withTransport(registrar, transport));
    request.headers
      .set("from", `<${address}>;tag=${this.tag}`)
      .set("to", `<${address}>`)
      .set("call-id", this.callId)
      .set("cseq", `${++this.seq} REGISTER`)
      .set("contact", this.contact())
      .set("expires", String(expires))
      .set("user-agent", this.core.product);
    return request;
  }

  private contact(): string {
    const uri = parseUri(withTransport(this.options.registrar, this.options.transport));
    return this.core.contact(uri ? protocolOf(uri) : "UDP");
  }
}

/** Seconds granted to our contact, else those of the Expires header. */
function grantedExpires(response: SipResponse, contact: string): number | undefined {
  const ours = parseNameAddr(contact)?.uri;
  for (const value of response.headers.all("contact")) {
    const binding = parseNameAddr(value);
    const same = binding && binding.uri.user === ours?.user && binding.uri.host === ours.host && binding.uri.port === ours.port;
    const seconds = same ? Number.parseInt(binding.params.get("expires") ?? "", 10) : Number.NaN;
    if (seconds > 0) return seconds;
  }
  return numberIn(response, "expires");
}

function numberIn(response: SipResponse | undefined, header: string): number | undefined {
  const value = Number.parseInt(response?.headers.get(header) ?? "", 10);
  return value > 0 ? value : undefined;
}
