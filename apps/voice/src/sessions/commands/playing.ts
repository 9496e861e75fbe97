import { openEarlyMedia } from "../incoming.ts";
import { playToLeg } from "../play-to-leg.ts";
import { legOf } from "../session.ts";
import { Refusal } from "../softswitch.ts";
import type { Handler } from "./handler.ts";

/** Plays, or asks for keys. A caller who is not answered yet hears it as early media. */
export const play: Handler<"play"> = async (voice, session, { callId: _, name: __, legId, ...plan }) => {
  const leg = legOf(session, legId);
  if (leg.kind === "trunk" && leg.state !== "answered") {
    const opened = leg.call.direction === "in" && (await openEarlyMedia(voice, session, leg, leg.call));
    if (!opened) throw new Refusal("wrong_state", `leg ${legId} cannot hear anything yet`);
  }
  await playToLeg(voice, session, leg, plan);
};

export const stopPlay: Handler<"stop-play"> = async (voice, session, { legId }) => {
  legOf(session, legId).playback?.stop();
  await voice.engine.stopPlay(session.callId, legId);
};

/** Sends keys to the leg's far end. Accepted at once; they take 160 ms each. */
export const sendDigits: Handler<"send-digits"> = async (voice, session, { legId, digits }) => {
  legOf(session, legId);
  const keys = digits.toUpperCase();
  if (!/^[0-9*#A-D]+$/.test(keys)) throw new Refusal("failed", "not keys of a telephone");
  voice.engine
    .sendDtmf(session.callId, legId, keys)
    .catch((error) => voice.log.info({ err: error, callId: session.callId }, "keys not sent"));
};
