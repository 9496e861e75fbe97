import type { MediaEvent } from "@cloverdesk/media";
import { comfortLater, endComfort } from "./comfort.ts";
import { plainEnd } from "./leg-end.ts";
import { keyPressed } from "./play-to-leg.ts";
import { followSilence } from "./rtp-timeout.ts";
import { later, legEnded } from "./session.ts";
import { tellSilence } from "./silence.ts";
import type { AgentLeg, Leg, Session, Softswitch } from "./softswitch.ts";

/** What the engine tells becomes facts. Events of sessions that are over are late news. */
export function hearMedia(voice: Softswitch, event: MediaEvent): void {
  if (event.type === "worker-lost") workerLost(voice, event);
  else if (event.type === "fault")
    voice.log.error({ callId: event.callId, fault: event.message }, "fault while handling the sound of a call");
  else if (event.type === "recording-ended" || event.type === "recording-failed") recordingEnded(voice, event);
  else {
    const session = voice.sessions.get(event.callId);
    const leg = session?.legs.get(event.legId);
    if (session && leg && leg.state !== "ended") hearLeg(voice, session, leg, event);
  }
}

type LegEvent = Extract<MediaEvent, { legId: string }>;

function hearLeg(voice: Softswitch, session: Session, leg: Leg, event: LegEvent): void {
  switch (event.type) {
    case "dtmf":
      keyPressed(voice, session, leg, event.digit);
      break;
    case "play-ended":
      leg.playback?.segmentEnded(event.playId, event.reason);
      break;
    case "stranger":
      voice.log.warn({ callId: session.callId, from: event.address }, "RTP from a host that the trunk does not name was dropped");
      break;
    case "leg-state":
      if (leg.kind === "agent" && event.state !== "closed") agentLegState(voice, session, leg, event.state);
      break;
    default:
      leg.silent = event.type === "silent";
      if (leg.kind === "trunk") followSilence(voice, session, leg, event.type === "silent" ? event.forMs : null);
      tellSilence(voice, session);
  }
}

function agentLegState(voice: Softswitch, session: Session, leg: AgentLeg, state: "connecting" | "up" | "lost"): void {
  leg.state = state;
  if (state === "up") {
    voice.say(session.callId, { name: "leg.up", legId: leg.id });
    endComfort(voice, session, leg);
  }
  if (state === "lost") {
    voice.say(session.callId, { name: "leg.lost", legId: leg.id });
    comfortLater(voice, session, leg);
  }
}

function recordingEnded(voice: Softswitch, event: Extract<MediaEvent, { type: "recording-ended" | "recording-failed" }>): void {
  voice.recordings.engineEnded(event).catch((error) => voice.log.error({ err: error, callId: event.callId }, "a recording was not told"));
}

function workerLost(voice: Softswitch, event: Extract<MediaEvent, { type: "worker-lost" }>): void {
  voice.log.error({ worker: event.worker, calls: event.callIds.length, reason: event.reason }, "a media process died");
  for (const callId of event.callIds) failSession(voice, callId, event.reason);
}

/** The session's sound is gone for good: told first, then callers are let go. */
function failSession(voice: Softswitch, callId: string, reason: string): void {
  const session = voice.sessions.get(callId);
  if (!session || session.failed || session.over) return;
  session.failed = true;
  voice.say(callId, { name: "session.failed", reason });
  later(voice, session, "telling recordings that were cut off", () => voice.recordings.settle(callId));
  for (const leg of session.legs.values()) {
    if (leg.kind === "trunk") leg.call.hangUp({ protocol: "Q.850", cause: 41, text: "media failure" });
    else legEnded(voice, session, leg, plainEnd("error", "media failure"));
  }
}
