import { randomUUID } from "node:crypto";
import path from "node:path";
import { dominantHz, rms } from "@cloverdesk/media/signal";
import { channelOf, readWav } from "@cloverdesk/media/wav";
import { until } from "@cloverdesk/testing";
import type { PhoneCall } from "@cloverdesk/testing/phone";
import type { Rig } from "./rig.ts";

interface Talk {
  callId: string;
  legId: string;
  caller: PhoneCall;
}

/** Records the session of a talk while `during` goes on, then ends the session. Returns the tones of the two channels, the customer's first. */
export async function recordedTones(rig: Rig, { callId, legId, caller }: Talk, during: (passSeconds: Pass) => Promise<void>) {
  const [recordingId, file] = [randomUUID(), `${callId}.wav`];
  await rig.api.done({ name: "start-recording", callId, recordingId, customerLeg: legId, file });
  await during((seconds, what) => {
    const from = caller.rtp.heard.length;
    return until(() => caller.rtp.heard.length >= from + seconds * PACKETS_A_SECOND, what);
  });
  await rig.api.done({ name: "end-session", callId });
  await rig.api.fact("recording.ended", (fact) => fact.recordingId === recordingId);
  const { samples } = await readWav(path.join(rig.recordings, file));
  return [0, 1].map((channel) => tonesIn(channelOf(samples, channel, 2)));
}

/** Waits until the customer's phone has received so much more sound; `what` names it when it does not come. */
type Pass = (seconds: number, what: string) => Promise<unknown>;
const PACKETS_A_SECOND = 50;

/** The tones that are heard somewhere in the samples, looked at in pieces of a fifth of a second. */
function tonesIn(samples: Int16Array): number[] {
  const PIECE = 1600;
  const heard = new Set<number>();
  for (let from = 0; from + PIECE <= samples.length; from += PIECE) {
    const piece = samples.subarray(from, from + PIECE);
    const hz = rms(piece) > 500 ? dominantHz(piece) : null;
    if (hz !== null) heard.add(hz);
  }
  return [...heard].sort((a, b) => a - b);
}
