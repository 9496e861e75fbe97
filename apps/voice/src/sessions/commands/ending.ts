import { plainEnd } from "../leg-end.ts";
import { legEnded } from "../session.ts";
import type { Leg, Session, Softswitch } from "../softswitch.ts";
import type { Handler } from "./handler.ts";

/** BYE, CANCEL or a final response; a page's connection is closed. A leg that is gone, or never came, stays gone. */
export const hangUp: Handler<"hang-up-leg"> = async (voice, session, { legId }) => {
  const leg = session.legs.get(legId);
  if (leg) hangUpLeg(voice, session, leg);
  // A page that offers its sound too late is told so.
  else session.gone.add(legId);
};

export const endSession: Handler<"end-session"> = async (voice, session) => hangUpAll(voice, session);

export function hangUpAll(voice: Softswitch, session: Session): void {
  for (const leg of [...session.legs.values()]) hangUpLeg(voice, session, leg);
}

function hangUpLeg(voice: Softswitch, session: Session, leg: Leg): void {
  if (leg.kind === "trunk") leg.call.hangUp();
  else legEnded(voice, session, leg, plainEnd("local", "hung up"));
}
