import type { Timer } from "../clock.ts";
import type { AgentCore } from "../dialog/core.ts";
import { newRequest } from "../dialog/dialog.ts";
import { bracketHost } from "../message/uri.ts";
import { randomToken } from "../random-token.ts";
import type { Flow } from "../transport/flow.ts";

/** A target that does not answer any more, or answers again. */
export interface TargetChange {
  protocol: Flow["protocol"];
  host: string;
  port: number;
  alive: boolean;
}

interface Entry {
  readonly flow: Flow;
  /** Calls pass it over until then, ms; 0 after a first failure that may have been the connection's. */
  until: number;
  pauseMs: number;
  timer: Timer | undefined;
}

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** By then it is known whether the address answers at all. */
const SLOW_MS = 32_000;
/** Remembered at most; the one dead for longest is forgotten first. */
const MOST_TARGETS = 1_000;

/**
 * Addresses to which an INVITE got no response at all. Each costs a caller up to 32 s to find out, so calls pass them over: for 10 s, then twice as long after
 * each further failure, up to 5 min. OPTIONS asks at the end of each pause; any response makes the target alive. When the pause is over one call may
 * try too, for targets that ignore OPTIONS. Over TCP and TLS the first failure closes the connection, and only a second one, over another connection,
 * counts: a connection that a firewall dropped looks the same.
 */
export class DeadTargets {
  private readonly entries = new Map<string, Entry>();
  /** Addresses that were given up early, and until when, ms. */
  private readonly slow = new Map<string, number>();
  private readonly tag = randomToken();
  private seq = 0;

  constructor(
    private readonly core: AgentCore,
    private readonly changed: (change: TargetChange) => void,
  ) {}

  get size(): number {
    return [...this.entries.values()].filter(({ until }) => until > 0).length;
  }

  /** @param isImpatient asked by a call that can go another way: it passes over addresses that are only slow as well */
  isDead(flow: Flow, isImpatient = false): boolean {
    const [key, now] = [keyOf(flow), this.core.clock.now()];
    const entry = this.entries.get(key);
    return (entry !== undefined && now < entry.until) || (isImpatient && now < (this.slow.get(key) ?? 0));
  }

  /** No response came in the time that a call with another way had. Only such calls pass it over, until the whole time of an INVITE is behind. */
  slowed(flow: Flow): void {
    this.slow.delete(keyOf(flow));
    this.slow.set(keyOf(flow), this.core.clock.now() + SLOW_MS);
    if (this.slow.size > MOST_TARGETS) this.slow.delete(this.slow.keys().next().value!);
  }

  /** No response came in all the time there was. */
  failed(flow: Flow): void {
    const key = keyOf(flow);
    const known = this.entries.get(key);
    const entry: Entry = known ?? { flow: { ...flow, connection: undefined }, until: 0, pauseMs: FIRST_PAUSE_MS / 2, timer: undefined };
    if (known && this.isDead(flow)) return;
    this.entries.set(key, entry);
    if (this.entries.size > MOST_TARGETS) this.forget(this.entries.keys().next().value!);
    if (!known && flow.protocol !== "UDP") return;
    const isNews = entry.until === 0;
    this.pause(key, entry);
    if (isNews) this.tell(flow, false);
  }

  /** It answered, whatever it said. */
  heard(flow: Flow): void {
    this.slow.delete(keyOf(flow));
    const entry = this.entries.get(keyOf(flow));
    if (!entry) return;
    this.forget(keyOf(flow));
    if (entry.until > 0) this.tell(flow, true);
  }

  stop(): void {
    for (const key of [...this.entries.keys()]) this.forget(key);
  }

  private pause(key: string, entry: Entry): void {
    const { clock } = this.core;
    entry.pauseMs = Math.min(entry.pauseMs * 2, LONGEST_PAUSE_MS);
    entry.until = clock.now() + entry.pauseMs;
    clock.clearTimeout(entry.timer);
    entry.timer = clock.setTimeout(() => this.ask(key, entry), entry.pauseMs);
  }

  private ask(key: string, entry: Entry): void {
    const { flow } = entry;
    const uri = `sip:${bracketHost(flow.host)}:${flow.port}`;
    const request = newRequest("OPTIONS", uri);
    request.headers
      .set("from", `${this.core.contact(flow.protocol)};tag=${this.tag}`)
      .set("to", `<${uri}>`)
      .set("call-id", randomToken())
      .set("cseq", `${++this.seq} OPTIONS`)
      .set("accept", "application/sdp")
      .set("user-agent", this.core.product);
    this.core.transactions.request(request, flow, {
      final: () => this.heard(flow),
      lost: () => {
        if (this.entries.get(key) === entry) this.pause(key, entry);
      },
    });
  }

  private forget(key: string): void {
    this.core.clock.clearTimeout(this.entries.get(key)?.timer);
    this.entries.delete(key);
  }

  private tell({ protocol, host, port }: Flow, alive: boolean): void {
    try {
      this.changed({ protocol, host, port, alive });
    } catch (error) {
      this.core.fault(error);
    }
  }
}

const keyOf = ({ protocol, host, port }: Flow): string => `${protocol} ${host} ${port}`;
