import { partnerOf } from "./bridging.ts";
import { later } from "./session.ts";
import type { AgentLeg, Session, Softswitch } from "./softswitch.ts";

/** A page that reloads is back before that: its customer notices a moment of silence and no change of sound. */
const COMFORT_AFTER_MS = 3_000;
const MUSIC = "music/hold";

/** The page's sound is gone: whoever talked with it hears music after a while, until it is back or the api decides what comes next. */
export function comfortLater(voice: Softswitch, session: Session, leg: AgentLeg): void {
  voice.clock.clearTimeout(leg.comfortTimer);
  leg.comfortTimer = voice.clock.setTimeout(
    () => later(voice, session, "music while the agent's page is away", () => comfort(voice, session, leg)),
    COMFORT_AFTER_MS,
  );
}

async function comfort(voice: Softswitch, session: Session, leg: AgentLeg): Promise<void> {
  const partner = partnerOf(session, leg);
  if (leg.state !== "lost" || partner?.kind !== "trunk" || partner.held) return;
  await voice.engine.hold(session.callId, partner.id, MUSIC);
  partner.comforted = true;
}

/** The page's sound is back. A customer whom the agent holds keeps the music. */
export function endComfort(voice: Softswitch, session: Session, leg: AgentLeg): void {
  voice.clock.clearTimeout(leg.comfortTimer);
  const partner = partnerOf(session, leg);
  if (partner?.kind !== "trunk" || !partner.comforted) return;
  partner.comforted = false;
  if (partner.held) return;
  later(voice, session, "taking a customer back from the music", async () => {
    if (!partner.held && partner.state !== "ended") await voice.engine.resume(session.callId, partner.id);
  });
}
