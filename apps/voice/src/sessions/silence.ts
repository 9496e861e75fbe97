import type { Leg, Session, Softswitch } from "./softswitch.ts";

/**
 * Tells `media.silent` and `media.flowing` as they matter: only of legs that are talking. A leg already silent when the talk begins is told then; a
 * leg that was told silent is told flowing whenever it flows again.
 */
export function tellSilence(voice: Softswitch, session: Session): void {
  const talking = [...session.legs.values()].filter((leg) => isTalking(session, leg));
  // Who hears music beside a talk, while a colleague is asked, has no part in it.
  const isHeld = talking.some((leg) => leg.held || (leg.kind === "trunk" && leg.heldByPeer));
  for (const leg of session.legs.values()) {
    if (leg.silent && !leg.toldSilent && !isHeld && talking.includes(leg)) {
      leg.toldSilent = true;
      voice.say(session.callId, { name: "media.silent", legId: leg.id });
    } else if (!leg.silent && leg.toldSilent) {
      leg.toldSilent = false;
      voice.say(session.callId, { name: "media.flowing", legId: leg.id });
    }
  }
}

function isTalking({ bridge }: Session, leg: Leg): boolean {
  return bridge?.joined === true && (bridge.legA === leg.id || bridge.legB === leg.id);
}
