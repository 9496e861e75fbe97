import type { LegState, MediaDirection, MediaEvent } from "../port.ts";

/** Notices legs that should send and do not: no RTP at all (a dead page, a firewall), told once until it flows again. */
export interface SilenceWatch {
  /** A packet came. */
  heard(leg: WatchedLeg): void;
  /** To be called regularly. `partner` is the leg this one hears, if any. */
  check(leg: WatchedLeg, partner: WatchedLeg | null): void;
}

export interface WatchedLeg {
  readonly id: string;
  readonly state: LegState;
  readonly media: { readonly direction: MediaDirection } | null;
  readonly lastRtpAt: number;
  readonly upAt: number;
}

/** A partner that sent within this time is flowing, so only one direction is dead. */
const FLOWING_MS = 2000;

export function createSilenceWatch(options: {
  callId: string;
  silentAfterMs: number;
  now(): number;
  emit(event: MediaEvent): void;
}): SilenceWatch {
  const { callId, silentAfterMs, now, emit } = options;
  const silent = new WeakSet<WatchedLeg>();
  return {
    heard(leg) {
      if (silent.delete(leg)) emit({ type: "flowing", callId, legId: leg.id });
    },
    check(leg, partner) {
      const direction = leg.media?.direction;
      const shouldSend = leg.state === "up" && (direction === "sendrecv" || direction === "recvonly");
      const forMs = Math.round(now() - Math.max(leg.upAt, leg.lastRtpAt));
      if (!shouldSend || silent.has(leg) || forMs < silentAfterMs) return;
      silent.add(leg);
      emit({ type: "silent", callId, legId: leg.id, forMs, oneWay: partner !== null && now() - partner.lastRtpAt < FLOWING_MS });
    },
  };
}
