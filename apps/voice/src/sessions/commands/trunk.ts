import type { IncomingCall } from "@cloverdesk/sip";
import { answerIncoming } from "../incoming.ts";
import { dialLeg } from "../outgoing.ts";
import { legOf, legOfKind } from "../session.ts";
import { Refusal, type Session, type TrunkLeg } from "../softswitch.ts";
import type { Handler } from "./handler.ts";

export const ring: Handler<"ring-leg"> = async (_voice, session, { legId }) => {
  const { leg, call } = arriving(session, legId);
  if (leg.state === "answered") throw new Refusal("wrong_state", `leg ${legId} is answered`);
  call.ring();
};

export const answer: Handler<"answer-leg"> = async (voice, session, { legId, mediaNetworks = [] }) => {
  const { leg, call } = arriving(session, legId);
  leg.mediaNetworks = mediaNetworks;
  if (leg.state !== "answered") await answerIncoming(voice, session, leg, call);
};

export const reject: Handler<"reject-leg"> = async (_voice, session, { legId, sipStatus, retryAfterS }) => {
  const { leg, call } = arriving(session, legId);
  if (leg.state === "answered") throw new Refusal("wrong_state", `leg ${legId} is answered`);
  call.reject(sipStatus, undefined, retryAfterS);
};

export const dial: Handler<"dial-leg"> = async (voice, session, command) => {
  if (session.legs.has(command.legId) || session.gone.has(command.legId))
    throw new Refusal("wrong_state", `leg ${command.legId} was dialled before`);
  // Refuses the call when the leg for which it is placed is gone.
  if (command.beside !== undefined) legOf(session, command.beside);
  await dialLeg(voice, session, command);
};

function arriving(session: Session, legId: string): { leg: TrunkLeg; call: IncomingCall } {
  const leg = legOfKind(session, legId, "trunk");
  if (leg.call.direction !== "in") throw new Refusal("wrong_state", `leg ${legId} calls out`);
  return { leg, call: leg.call };
}
