import { tellSilence } from "./silence.ts";
import type { Leg, Session, Softswitch } from "./softswitch.ts";

/** Joins the two legs that are to be bridged, as soon as both can be. Runs inside the session's queue. */
export async function joinIfReady(voice: Softswitch, session: Session): Promise<void> {
  const { bridge } = session;
  if (!bridge || bridge.joined) return;
  const legs = [session.legs.get(bridge.legA), session.legs.get(bridge.legB)];
  if (!legs.every((leg) => leg !== undefined && canTalk(leg))) return;
  for (const leg of legs) {
    leg?.playback?.stop();
    if (leg) leg.typedAhead = "";
  }
  await voice.engine.bridge(session.callId, bridge.legA, bridge.legB);
  bridge.joined = true;
  tellSilence(voice, session);
}

/** A page that is still connecting hears as soon as it is there; nothing is lost by joining it now. */
function canTalk(leg: Leg): boolean {
  return leg.kind === "agent" ? leg.state !== "ended" : leg.state === "answered";
}

/** The leg to which this one is joined now. */
export function partnerOf({ bridge, legs }: Session, leg: Leg): Leg | undefined {
  if (!bridge?.joined || (bridge.legA !== leg.id && bridge.legB !== leg.id)) return undefined;
  return legs.get(bridge.legA === leg.id ? bridge.legB : bridge.legA);
}

/**
 * Parts what is bridged. Runs inside the session's queue.
 * @param next legs that are to be bridged now: one on hold that is not among them keeps its music
 */
export async function part(voice: Softswitch, session: Session, next?: readonly string[]): Promise<void> {
  const { bridge } = session;
  session.bridge = null;
  if (!bridge?.joined) return;
  for (const legId of [bridge.legA, bridge.legB]) {
    const leg = session.legs.get(legId);
    if (!leg || (next && leg.held && !next.includes(legId))) continue;
    leg.held = leg.muted = false;
    if (leg.kind === "trunk") leg.comforted = false;
    await voice.engine.unbridge(session.callId, legId);
  }
}
