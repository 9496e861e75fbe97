import type { VoiceCommand } from "@cloverdesk/contracts";
import { MediaError } from "@cloverdesk/media";
import { type AudioSession, type OutgoingCall, sipUri } from "@cloverdesk/sip";
import { later } from "./session.ts";
import { newTrunkLeg, Refusal, type Session, type Softswitch, type TrunkLeg } from "./softswitch.ts";
import { applyAudio, giveUp, hearCall, legAnswered, openAudio } from "./trunk-leg.ts";

/** A trunk that says nothing at all for so long is left for another, ms: by then the INVITE was sent four times. */
const NO_RESPONSE_MS = 5_000;

type Dial = Extract<VoiceCommand, { name: "dial-leg" }>;

/** Calls out over a trunk. Runs inside the session's queue. @throws Refusal `no_capacity` without a port. */
export async function dialLeg(voice: Softswitch, session: Session, command: Dial): Promise<void> {
  const { legId, trunk } = command;
  const audio = await openPort(voice, session, legId);
  const { username, password } = trunk;
  const call = voice.agent.dial({
    uri: sipUri(command.to, trunk.host, trunk.port),
    transport: trunk.transport,
    from: command.from,
    sdp: audio.offer(),
    headers: { "p-asserted-identity": `<${sipUri(command.from, voice.host)}>` },
    noAnswerMs: command.ringTimeoutMs,
    ...(command.mayDialAgain && { noResponseMs: NO_RESPONSE_MS }),
    ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
  });
  session.mayDialAgain = command.mayDialAgain === true;
  const leg = newTrunkLeg(legId, call, audio, null);
  leg.mediaNetworks = trunk.mediaNetworks ?? [];
  session.legs.set(legId, leg);
  voice.trace.belongs(call.callId, session.callId, legId);
  voice.log.info({ callId: session.callId, trunk: trunk.host, sipCallId: call.callId }, "call placed");
  hearCall(voice, session, leg);
  hearTrunk(voice, trunk, call);
  hearProgress(voice, session, leg, call);
}

async function openPort(voice: Softswitch, session: Session, legId: string): Promise<AudioSession> {
  try {
    return await openAudio(voice, session, legId);
  } catch (error) {
    if (error instanceof MediaError && error.code === "no-port") throw new Refusal("no_capacity", error.message);
    throw error;
  }
}

function hearTrunk({ trunks }: Softswitch, trunk: Dial["trunk"], call: OutgoingCall): void {
  call.on("progress", () => trunks.answered(trunk));
  call.on("answer", () => trunks.answered(trunk));
  call.on("end", ({ by, target }) => {
    if (by === "remote" && target === undefined) trunks.answered(trunk);
    else if (call.destination) trunks.used(trunk, call.destination);
  });
}

function hearProgress(voice: Softswitch, session: Session, leg: TrunkLeg, call: OutgoingCall): void {
  call.on("progress", (status, sdp) => {
    session.mayDialAgain = false;
    if (sdp !== undefined) hearEarly(voice, session, leg, sdp);
    else if (status === 180 && leg.state === "trying") {
      leg.state = "ringing";
      voice.say(session.callId, { name: "leg.ringing", legId: leg.id });
    }
  });
  call.on("answer", (sdp) => {
    session.mayDialAgain = false;
    voice.dialogs.keep(leg.id, call.record());
    const accepted = sdp === undefined ? undefined : leg.audio?.accept(sdp);
    if (accepted?.ok) legAnswered(voice, session, leg, accepted.audio);
    else giveUp(voice, session, leg, "the answer offers no usable sound");
  });
}

/** What the callee's network lets us hear before the answer. A description that is of no use is passed over: the answer decides. */
function hearEarly(voice: Softswitch, session: Session, leg: TrunkLeg, sdp: string): void {
  const accepted = leg.audio?.accept(sdp);
  if (!accepted?.ok || leg.state === "ended" || leg.state === "answered") return;
  later(voice, session, "early media", async () => {
    if (leg.state !== "ended" && leg.state !== "answered") await applyAudio(voice, session, leg, accepted.audio);
  });
  if (leg.state === "early") return;
  leg.state = "early";
  voice.say(session.callId, { name: "leg.early", legId: leg.id });
}
