import { type AudioAgreement, type AudioSession, type Call, createAudioSession, type RemoteOffer } from "@cloverdesk/sip";
import { joinIfReady } from "./bridging.ts";
import { keyOfInfo } from "./info-keys.ts";
import { legEndOf, plainEnd } from "./leg-end.ts";
import { mediaAddress } from "./media-address.ts";
import { keyPressed } from "./play-to-leg.ts";
import { later, legEnded } from "./session.ts";
import { tellSilence } from "./silence.ts";
import type { Session, Softswitch, TrunkLeg } from "./softswitch.ts";

/** Opens the leg's RTP port. Runs inside the session's queue. */
export async function openAudio(voice: Softswitch, session: Session, legId: string): Promise<AudioSession> {
  await voice.engine.createCall(session.callId);
  return createAudioSession(await voice.engine.addTrunkLeg(session.callId, legId));
}

/** Tells the engine what both sides agreed on. Runs inside the session's queue. @throws Error when the peer's host has no address. */
export async function applyAudio(voice: Softswitch, session: Session, leg: TrunkLeg, audio: AudioAgreement): Promise<void> {
  const { port, rtcp, codec, payloadType, dtmfPayloadType, direction } = audio;
  const address = await mediaAddress(audio.address, voice.host);
  // Behind NAT sound comes from where the signalling comes from.
  const networks = [...leg.mediaNetworks, ...(leg.call.direction === "in" ? [leg.call.source.host] : [])];
  await voice.engine.setTrunkRemote(session.callId, leg.id, {
    address,
    port,
    rtcp,
    codec,
    payloadType,
    dtmfPayloadType,
    direction,
    networks,
  });
  leg.codec = codec;
  leg.heldByPeer = direction === "recvonly" || direction === "inactive";
  tellSilence(voice, session);
}

/** Wires what both directions have alike: changes of the session, keys by INFO, the end. */
export function hearCall(voice: Softswitch, session: Session, leg: TrunkLeg): void {
  const call: Call = leg.call;
  call.on("confirmed", (sdp) => acknowledged(voice, session, leg, sdp));
  call.on("offer", (offer) =>
    later(voice, session, "a change of the session by the carrier", () => answerOffer(voice, session, leg, offer)),
  );
  call.on("info", ({ contentType, body }) => {
    const key = keyOfInfo(contentType, body);
    if (key !== undefined) keyPressed(voice, session, leg, key);
  });
  call.on("end", (end) => {
    voice.dialogs.drop(leg.id);
    const told = legEndOf(end, leg.state === "answered");
    legEnded(voice, session, leg, session.failed && told.by === "local" ? { ...told, by: "error" } : told);
  });
}

/** The leg is answered: told at once, then its sound is set up and it is joined to whom it is to talk to. */
export function legAnswered(voice: Softswitch, session: Session, leg: TrunkLeg, audio: AudioAgreement | null): void {
  if (leg.state === "ended" || leg.answerTold) return;
  leg.state = "answered";
  leg.answerTold = true;
  leg.codec = audio?.codec ?? leg.codec;
  voice.say(session.callId, { name: "leg.answered", legId: leg.id, codec: leg.codec });
  later(voice, session, "the sound of an answered call", async () => {
    if (audio) await applyOrGiveUp(voice, session, leg, audio);
    await joinIfReady(voice, session);
  });
}

/** Ends a leg whose sound cannot work. */
export function giveUp(voice: Softswitch, session: Session, leg: TrunkLeg, why: string): void {
  legEnded(voice, session, leg, plainEnd("error", why));
  leg.call.hangUp({ protocol: "Q.850", cause: 41, text: why });
}

async function applyOrGiveUp(voice: Softswitch, session: Session, leg: TrunkLeg, audio: AudioAgreement): Promise<void> {
  if (leg.state === "ended") return;
  try {
    await applyAudio(voice, session, leg, audio);
  } catch (error) {
    voice.log.warn({ err: error, callId: session.callId }, "no sound for an answered call");
    giveUp(voice, session, leg, "the answer offers no usable sound");
  }
}

/** The ACK of our 200; with a description when the carrier had left the offer to us. */
function acknowledged(voice: Softswitch, session: Session, leg: TrunkLeg, sdp: string | undefined): void {
  const accepted = sdp === undefined ? undefined : leg.audio?.accept(sdp);
  if (!accepted) legAnswered(voice, session, leg, null);
  else if (!accepted.ok) giveUp(voice, session, leg, "the answer offers no usable sound");
  else if (leg.answerTold) later(voice, session, "the carrier's answer in ACK", () => applyOrGiveUp(voice, session, leg, accepted.audio));
  else legAnswered(voice, session, leg, accepted.audio);
}

/** Hold, resume or another address (RFC 3264 §8). Without a description the carrier wants ours, and answers it in its ACK. */
async function answerOffer(voice: Softswitch, session: Session, leg: TrunkLeg, offer: RemoteOffer): Promise<void> {
  const { audio } = leg;
  if (!audio || leg.state === "ended") return offer.reject();
  if (offer.sdp === undefined) return offer.accept(audio.offer());
  const answer = audio.answer(offer.sdp);
  if (!answer.ok) return offer.reject(answer.status);
  try {
    await applyAudio(voice, session, leg, answer.audio);
    offer.accept(answer.sdp);
    // The change may have brought another Contact.
    if (leg.state === "answered") voice.dialogs.keep(leg.id, leg.call.record());
  } catch (error) {
    voice.log.warn({ err: error, callId: session.callId }, "a change of the session was refused");
    offer.reject(488);
  }
}
