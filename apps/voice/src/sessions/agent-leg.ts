import { MediaError } from "@cloverdesk/media";
import { joinIfReady } from "./bridging.ts";
import { plainEnd } from "./leg-end.ts";
import { legEnded } from "./session.ts";
import { newAgentLeg, Refusal, type Session, type Softswitch } from "./softswitch.ts";

/**
 * Connects a page's sound; answers the SDP answer. The same leg again (a page loaded anew) keeps what it is bridged to. `replaces`: another leg whose
 * place in the bridge this one takes. Runs inside the session's queue.
 */
export async function connectAgentLeg(
  voice: Softswitch,
  session: Session,
  { legId, offer, replaces }: { legId: string; offer: string; replaces?: string | undefined },
): Promise<string> {
  if (session.gone.has(legId)) throw new Refusal("wrong_state", `leg ${legId} was ended`);
  const known = session.legs.get(legId);
  if (known && (known.kind !== "agent" || known.state === "ended")) throw new Refusal("wrong_state", `leg ${legId} cannot be connected`);
  const leg = known ?? newAgentLeg(legId);
  session.legs.set(legId, leg);
  try {
    const answer = await voice.engine.addBrowserLeg(session.callId, legId, offer);
    if (replaces && replaces !== legId) await replaceLeg(voice, session, replaces, legId);
    await joinIfReady(voice, session);
    return answer;
  } catch (error) {
    if (!known) session.legs.delete(legId);
    throw refusalOf(error);
  }
}

async function replaceLeg(voice: Softswitch, session: Session, oldId: string, newId: string): Promise<void> {
  const old = session.legs.get(oldId);
  const { bridge } = session;
  const leg = session.legs.get(newId);
  if (leg && old?.muted) {
    await voice.engine.mute(session.callId, newId, true);
    leg.muted = true;
  }
  if (bridge?.legA === oldId) session.bridge = { legA: newId, legB: bridge.legB, joined: false };
  if (bridge?.legB === oldId) session.bridge = { legA: bridge.legA, legB: newId, joined: false };
  await joinIfReady(voice, session);
  if (old?.kind === "agent") legEnded(voice, session, old, plainEnd("local", "replaced"));
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof MediaError)) return error;
  if (error.code === "bad-offer") return new Refusal("bad_offer", error.message);
  if (error.code === "no-port") return new Refusal("no_capacity", error.message);
  return error;
}
