import { MediaError } from "@cloverdesk/media";
import { createPlayback, type PlaybackEnd, type PlayPlan } from "./playback.ts";
import { later } from "./session.ts";
import type { Leg, Session, Softswitch } from "./softswitch.ts";

/** Plays to a leg in place of what it heard. Runs inside the session's queue. */
export async function playToLeg(voice: Softswitch, session: Session, leg: Leg, plan: PlayPlan): Promise<void> {
  const { engine, log, clock } = voice;
  const { callId } = session;
  leg.playback?.stop();

  const playback = createPlayback(plan, {
    clock,
    async play(prompts, options) {
      try {
        await engine.play(callId, leg.id, prompts, options);
        return true;
      } catch (error) {
        if (!(error instanceof MediaError && error.code === "bad-prompt")) throw error;
        // A caller must not be stuck because a file is missing: what cannot be played is passed over.
        log.error({ err: error, callId, prompts }, "prompt passed over");
        return false;
      }
    },
    stop: () => engine.stopPlay(callId, leg.id),
    later: (work) => later(voice, session, "going on with what plays", work),
    ended(end) {
      if (leg.playback === playback) leg.playback = null;
      tellEnd(voice, session, leg, plan.playId, end);
    },
  });
  leg.playback = playback;
  const typedAhead = plan.collect ? leg.typedAhead : "";
  if (plan.collect) leg.typedAhead = "";
  // An agent's tone or a menu replaces even what nobody replaced by name, such as music of a former playback.
  await engine.stopPlay(callId, leg.id);
  await playback.start(typedAhead);
}

function tellEnd(voice: Softswitch, session: Session, leg: Leg, playId: string, end: PlaybackEnd): void {
  if (end.kind === "played") {
    if (session.farewell?.playId === playId) leave(leg);
    else voice.say(session.callId, { name: "play.ended", legId: leg.id, playId, why: end.why });
    return;
  }
  leg.typedAhead = end.unused;
  voice.say(session.callId, { name: "collect.ended", legId: leg.id, playId, digits: end.digits, why: end.why });
}

/** The farewell was heard, or something took its place. */
function leave(leg: Leg): void {
  if (leg.kind === "trunk") leg.call.hangUp();
}

const TYPED_AHEAD_LIMIT = 32;

/** A key of the leg's person: told, and given to the question that waits for it, or kept for the next one. */
export function keyPressed(voice: Softswitch, session: Session, leg: Leg, digit: string): void {
  voice.say(session.callId, { name: "digit.pressed", legId: leg.id, digit });
  if (leg.playback?.collects) leg.playback.key(digit);
  else if (!session.bridge?.joined) leg.typedAhead = (leg.typedAhead + digit).slice(-TYPED_AHEAD_LIMIT);
}
