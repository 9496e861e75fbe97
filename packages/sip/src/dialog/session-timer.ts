import type { Clock, Timer } from "../clock.ts";
import type { HeaderMap } from "../message/header-map.ts";

/** Agreement on how a call proves that it is alive (RFC 4028). */
export interface SessionInterval {
  /** Seconds. */
  seconds: number;
  refresher: "us" | "them";
}

export interface SessionTimerPolicy {
  /** Our own wish, seconds; 0 = none. */
  sessionExpires: number;
  /** Least that we accept, seconds. */
  minSessionExpires: number;
}

/** Read `1800;refresher=uac`. */
export function readSessionExpires(headers: HeaderMap): { seconds: number; refresher?: "uac" | "uas" } | undefined {
  const match = /^(\d{1,9})\s*(?:;.*)?$/.exec(headers.get("session-expires") ?? "");
  if (!match) return undefined;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(match[0])?.[1]?.toLowerCase();
  return { seconds: Number(match[1]), refresher: refresher as "uac" | "uas" | undefined };
}

/** Whether a request asks for less than we accept: to be answered 422 with Min-SE. */
export function tooBrief(headers: HeaderMap, policy: SessionTimerPolicy): boolean {
  const asked = readSessionExpires(headers);
  return asked !== undefined && asked.seconds < policy.minSessionExpires;
}

/** What we agree to as the answering side (RFC 4028 §9, Table 2). A peer without session timers is refreshed by us. */
export function agreeAsServer(request: HeaderMap, policy: SessionTimerPolicy): SessionInterval | undefined {
  const asked = readSessionExpires(request);
  if (!asked) return policy.sessionExpires > 0 ? { seconds: policy.sessionExpires, refresher: "us" } : undefined;
  const refresher = asked.refresher ?? (request.hasToken("supported", "timer") ? "uac" : "uas");
  return { seconds: asked.seconds, refresher: refresher === "uas" ? "us" : "them" };
}

/** What a 2xx to our request says (RFC 4028 §7.2): without the header the peer knows no timers, so we alone refresh. */
export function agreeAsClient(response: HeaderMap, policy: SessionTimerPolicy): SessionInterval | undefined {
  const granted = readSessionExpires(response);
  if (!granted) return policy.sessionExpires > 0 ? { seconds: policy.sessionExpires, refresher: "us" } : undefined;
  return { seconds: granted.seconds, refresher: granted.refresher === "uas" ? "them" : "us" };
}

/** Headers of our 2xx. */
export function grant(headers: HeaderMap, interval: SessionInterval): void {
  headers.set("session-expires", `${interval.seconds};refresher=${interval.refresher === "us" ? "uas" : "uac"}`);
  if (interval.refresher === "them") headers.set("require", "timer");
}

/** Headers of our request. */
export function ask(headers: HeaderMap, interval: SessionInterval | undefined, policy: SessionTimerPolicy): void {
  if (interval) headers.set("session-expires", `${interval.seconds};refresher=${interval.refresher === "us" ? "uac" : "uas"}`);
  else if (policy.sessionExpires > 0) headers.set("session-expires", String(policy.sessionExpires));
  if (headers.has("session-expires")) headers.set("min-se", String(policy.minSessionExpires));
}

/** Runs the agreed interval: half-way `refresh` when that is ours to do, else `expire` shortly before it ends (RFC 4028 §10). */
export class SessionTimer {
  interval: SessionInterval | undefined;
  private timer: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly refresh: () => void,
    private readonly expire: () => void,
  ) {}

  /** Start over, e.g. after each refresh. */
  restart(interval: SessionInterval | undefined): void {
    this.stop();
    this.interval = interval;
    if (!interval || interval.seconds <= 0) return;
    const { seconds, refresher } = interval;
    if (refresher === "us") this.timer = this.clock.setTimeout(this.refresh, seconds * 500);
    else this.timer = this.clock.setTimeout(this.expire, (seconds - Math.min(32, seconds / 3)) * 1000);
  }

  /** The refresh did not go through for a passing reason: try again well before the interval ends. */
  soon(): void {
    this.stop();
    if (this.interval) this.timer = this.clock.setTimeout(this.refresh, Math.min(10, this.interval.seconds / 10) * 1000);
  }

  stop(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }
}
