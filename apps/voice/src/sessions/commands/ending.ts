import { part } from "../bridging.ts";
import { plainEnd } from "../leg-end.ts";
import { playToLeg } from "../play-to-leg.ts";
import { finishEmpty, legEnded } from "../session.ts";
import type { Leg, Session, Softswitch } from "../softswitch.ts";
import type { Handler } from "./handler.ts";

/** BYE, CANCEL or a final response; a page's connection is closed. A leg that is gone, or never came, stays gone. */
export const hangUp: Handler<"hang-up-leg"> = async (voice, session, { legId }) => {
  const leg = session.legs.get(legId);
  if (leg) hangUpLeg(voice, session, leg);
  // A page that offers its sound too late is told so.
  else session.gone.add(legId);
};

/**
 * Ends every leg. With a farewell its leg hears the prompts first; when they cannot be played it ends at once. The command again, from an api that
 * does not know of the farewell, does not cut it off.
 */
export const endSession: Handler<"end-session"> = async (voice, session, { farewell }) => {
  if (session.farewell) return;
  session.mayDialAgain = false;
  if (session.legs.size === 0) return finishEmpty(voice, session);
  const leg = farewell && session.legs.get(farewell.legId);
  if (!leg || leg.state === "ended" || (leg.kind === "trunk" && leg.state !== "answered")) return hangUpAll(voice, session);
  for (const other of [...session.legs.values()]) if (other !== leg) hangUpLeg(voice, session, other);
  await part(voice, session);
  await voice.engine.unbridge(session.callId, leg.id);
  const playId = `farewell-${session.callId}`;
  session.farewell = { legId: leg.id, playId };
  await playToLeg(voice, session, leg, { playId, prompts: farewell.prompts, loop: false });
};

export function hangUpAll(voice: Softswitch, session: Session): void {
  for (const leg of [...session.legs.values()]) hangUpLeg(voice, session, leg);
}

function hangUpLeg(voice: Softswitch, session: Session, leg: Leg): void {
  if (leg.kind === "trunk") leg.call.hangUp();
  else legEnded(voice, session, leg, plainEnd("local", "hung up"));
}
