import { plainEnd } from "./leg-end.ts";
import { legEnded } from "./session.ts";
import type { Session, Softswitch, TrunkLeg } from "./softswitch.ts";

/** How long a trunk leg may send no RTP before it counts as vanished, ms; 0: for ever. */
export interface RtpTimeouts {
  /** In the IVR and in the queue. */
  readonly waitingMs: number;
  /** Bridged, or on hold while others are bridged. Longer: a muted phone may send nothing. */
  readonly talkingMs: number;
}

/** The phase may change under a silent leg, and with it the limit. */
const LOOK_EVERY_MS = 5_000;

/**
 * Ends a trunk leg that has sent no RTP for its phase's time: its caller vanished without a BYE.
 * @param forMs how long it has been silent already; null: it flows again
 */
export function followSilence(voice: Softswitch, session: Session, leg: TrunkLeg, forMs: number | null): void {
  const { clock } = voice;
  clock.clearTimeout(leg.silenceTimer);
  if (forMs === null) return;
  const since = clock.now() - forMs;
  const look = (): void => {
    if (leg.state === "ended") return;
    const limit = limitOf(voice.rtpTimeouts, session, leg);
    const rest = since + limit - clock.now();
    if (limit > 0 && rest <= 0) vanished(voice, session, leg, limit);
    else leg.silenceTimer = clock.setTimeout(look, limit > 0 ? Math.min(rest, LOOK_EVERY_MS) : LOOK_EVERY_MS);
  };
  look();
}

/** A peer that holds us sends nothing by agreement. */
function limitOf({ waitingMs, talkingMs }: RtpTimeouts, { bridge }: Session, leg: TrunkLeg): number {
  if (leg.heldByPeer || leg.state !== "answered") return 0;
  const isBridged = bridge?.joined && (bridge.legA === leg.id || bridge.legB === leg.id);
  return isBridged || leg.held ? talkingMs : waitingMs;
}

function vanished(voice: Softswitch, session: Session, leg: TrunkLeg, limitMs: number): void {
  const why = `no RTP for ${Math.round(limitMs / 1000)} s`;
  voice.log.info({ callId: session.callId, legId: leg.id }, `a trunk leg was ended: ${why}`);
  legEnded(voice, session, leg, plainEnd("timeout", why, "no_rtp"));
  leg.call.hangUp({ protocol: "Q.850", cause: 102, text: why });
}
