import { MediaError } from "@cloverdesk/media";
import { joinIfReady, part } from "../bridging.ts";
import { legOf } from "../session.ts";
import { tellSilence } from "../silence.ts";
import type { Handler } from "./handler.ts";

/** Joins two legs now, or as soon as both are up. */
export const bridge: Handler<"bridge"> = async (voice, session, { legA, legB }) => {
  const now = session.bridge;
  const same = now && [now.legA, now.legB].includes(legA) && [now.legA, now.legB].includes(legB);
  if (!same) {
    await part(voice, session, [legA, legB]);
    session.bridge = { legA, legB, joined: false };
  }
  await joinIfReady(voice, session);
};

export const unbridge: Handler<"unbridge"> = (voice, session) => part(voice, session);

/** One way: early media of a call out, to the agent who placed it. */
export const listenIn: Handler<"listen-in"> = async (voice, session, { fromLeg, toLeg }) => {
  legOf(session, fromLeg);
  legOf(session, toLeg).playback?.stop();
  // Who listens to another leg is joined to nobody.
  if (session.bridge?.legA === toLeg || session.bridge?.legB === toLeg) await part(voice, session);
  await voice.engine.listenTo(session.callId, toLeg, fromLeg);
};

const MUSIC_OF_OUR_OWN = "music/hold";

/** The leg hears music, the other side silence. Music that cannot be played must not keep the two connected. */
export const hold: Handler<"hold-leg"> = async (voice, session, { legId, music }) => {
  const leg = legOf(session, legId);
  try {
    await voice.engine.hold(session.callId, legId, music);
  } catch (error) {
    if (!(error instanceof MediaError && error.code === "bad-prompt")) throw error;
    voice.log.error({ err: error, callId: session.callId }, "hold music replaced by our own");
    await voice.engine.hold(session.callId, legId, MUSIC_OF_OUR_OWN);
  }
  leg.held = true;
};

export const resume: Handler<"resume-leg"> = async (voice, session, { legId }) => {
  const leg = legOf(session, legId);
  await voice.engine.resume(session.callId, legId);
  leg.held = false;
  tellSilence(voice, session);
};

export const mute: Handler<"mute-leg"> = async (voice, session, { legId, muted }) => {
  const leg = legOf(session, legId);
  await voice.engine.mute(session.callId, legId, muted);
  leg.muted = muted;
};
