import { randomUUID } from "node:crypto";
import { MediaError } from "@cloverdesk/media";
import { type IncomingCall, readAudio } from "@cloverdesk/sip";
import { mediaAddress } from "./media-address.ts";
import { later, openSession } from "./session.ts";
import { newTrunkLeg, type Session, type Softswitch, type TrunkLeg } from "./softswitch.ts";
import { applyAudio, giveUp, hearCall, openAudio } from "./trunk-leg.ts";

const RETRY_AFTER_S = 5;

/** An INVITE came in (the user agent has sent 100): makes the session and tells. What happens to it is for the api to say. */
export function callArrived(voice: Softswitch, call: IncomingCall): void {
  if (!voice.hasRoom()) {
    call.reject(503, undefined, RETRY_AFTER_S);
    return;
  }
  const offered = call.remoteSdp === undefined ? undefined : readAudio(call.remoteSdp, ["PCMA", "PCMU"], voice.host);
  if (offered && !offered.ok) {
    voice.log.info({ problem: offered.problem, from: call.source.host }, "refused a call that offers no usable sound");
    call.reject(offered.status);
    return;
  }
  const session = openSession(voice, randomUUID());
  const leg = newTrunkLeg(randomUUID(), call, null, offered?.audio.codec ?? null);
  session.legs.set(leg.id, leg);
  voice.trace.belongs(call.callId, session.callId, leg.id);
  voice.log.info({ callId: session.callId, from: call.source.host, sipCallId: call.callId }, "call arrived");
  hearCall(voice, session, leg);
  voice.say(session.callId, {
    name: "call.arrived",
    legId: leg.id,
    from: call.caller.number,
    to: call.dialled.number || call.to.number,
    displayName: call.caller.display || null,
    sourceAddress: `${call.source.host}:${call.source.port}`,
    codec: leg.codec,
  });
  later(voice, session, "opening the sound of a call", () => prepare(voice, session, leg, call, offered?.audio.address));
}

/** The RTP port is opened, and a name in the offer looked up, while the api thinks: the answer then needs no waiting. */
async function prepare(
  voice: Softswitch,
  session: Session,
  leg: TrunkLeg,
  call: IncomingCall,
  mediaHost: string | undefined,
): Promise<void> {
  try {
    if (mediaHost !== undefined) await mediaAddress(mediaHost, voice.host);
  } catch (error) {
    voice.log.info({ err: error, callId: session.callId }, "refused a call whose media host has no address");
    call.reject(488);
    return;
  }
  try {
    leg.audio = await openAudio(voice, session, leg.id);
  } catch (error) {
    voice.log.error({ err: error, callId: session.callId }, "no sound for a call");
    const full = error instanceof MediaError && error.code === "no-port";
    call.reject(full ? 503 : 500, undefined, RETRY_AFTER_S);
  }
}

/** 200 with our description; `leg.answered` follows with the carrier's ACK. Runs inside the session's queue. */
export async function answerIncoming(voice: Softswitch, session: Session, leg: TrunkLeg, call: IncomingCall): Promise<void> {
  const sdp = await describe(voice, session, leg);
  if (leg.state === "ended") return;
  if (sdp === null) return giveUp(voice, session, leg, "no sound to answer with");
  leg.state = "answered";
  call.answer(sdp);
  voice.dialogs.keep(leg.id, call.record());
}

/** 183 with our description, so that a caller hears us before the answer. False when that is not possible. Runs inside the session's queue. */
export async function openEarlyMedia(voice: Softswitch, session: Session, leg: TrunkLeg, call: IncomingCall): Promise<boolean> {
  if (leg.state === "early") return true;
  if (call.remoteSdp === undefined) return false;
  const sdp = await describe(voice, session, leg);
  if (sdp === null) return false;
  if (leg.state === "ended") return true;
  leg.state = "early";
  call.progress(sdp);
  return true;
}

/** Our description, the same in 183 and in 200; null when the two sides cannot have sound together. */
async function describe(voice: Softswitch, session: Session, leg: TrunkLeg): Promise<string | null> {
  const { audio, call } = leg;
  if (!audio) return null;
  if (call.remoteSdp === undefined) return audio.offer();
  const answer = audio.answer(call.remoteSdp);
  if (!answer.ok) return null;
  try {
    await applyAudio(voice, session, leg, answer.audio);
    return answer.sdp;
  } catch (error) {
    voice.log.warn({ err: error, callId: session.callId }, "the carrier's address for sound is of no use");
    return null;
  }
}
