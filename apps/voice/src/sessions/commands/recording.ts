import { legOf } from "../session.ts";
import { Refusal } from "../softswitch.ts";
import type { Handler } from "./handler.ts";

/** Begins the session's recording; the same again changes nothing. */
export const startRecording: Handler<"start-recording"> = async (voice, session, { callId, recordingId, customerLeg, file }) => {
  const { recordings, engine } = voice;
  if (recordings.isOpen(recordingId)) return;
  legOf(session, customerLeg);
  if (recordings.idOf(callId)) throw new Refusal("wrong_state", "the session is being recorded already");
  try {
    const path = await recordings.begin({ recordingId, callId, file });
    await engine.startRecording(callId, { path, customerLeg });
  } catch (error) {
    voice.log.error({ err: error, callId }, "a recording did not begin");
    recordings.lose(recordingId);
    throw new Refusal("failed", error instanceof Error ? error.message : String(error));
  }
};

export const stopRecording: Handler<"stop-recording"> = async (voice, session, { recordingId }) => {
  if (voice.recordings.isOpen(recordingId)) await voice.engine.stopRecording(session.callId);
};
