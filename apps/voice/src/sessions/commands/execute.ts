import type { VoiceCommand, VoiceCommandName } from "@cloverdesk/contracts";
import type { Answer } from "../../link/answers.ts";
import { connectAgentLeg } from "../agent-leg.ts";
import { openSession } from "../session.ts";
import { Refusal, type Session, type Softswitch } from "../softswitch.ts";
import { endSession, hangUp } from "./ending.ts";
import type { Handler } from "./handler.ts";
import { bridge, hold, listenIn, mute, resume, unbridge } from "./joining.ts";
import { play, sendDigits, stopPlay } from "./playing.ts";
import { startRecording, stopRecording } from "./recording.ts";
import { answer, dial, reject, ring } from "./trunk.ts";

const handlers: { [Name in VoiceCommandName]: Handler<Name> } = {
  "ring-leg": ring,
  "answer-leg": answer,
  "reject-leg": reject,
  "dial-leg": dial,
  "connect-agent-leg": connectAgentLeg,
  bridge,
  unbridge,
  "listen-in": listenIn,
  play,
  "stop-play": stopPlay,
  "hold-leg": hold,
  "resume-leg": resume,
  "mute-leg": mute,
  "send-digits": sendDigits,
  "start-recording": startRecording,
  "stop-recording": stopRecording,
  "hang-up-leg": hangUp,
  "end-session": endSession,
};

/** Asking for what is so already: no session, no sound. */
const fineWithoutSession = new Set<VoiceCommandName>(["end-session", "hang-up-leg", "stop-play", "stop-recording", "unbridge"]);

export interface Lookup {
  /** Whether the session was here and ended. */
  wasHere(callId: string): boolean;
}

/** Carries a command out in its session's queue and answers it; never throws. */
export async function execute(voice: Softswitch, lookup: Lookup, commandId: string, command: VoiceCommand): Promise<Answer> {
  try {
    const answered = await carryOut(voice, lookup, command);
    return { type: "done", commandId, ...(answered !== undefined && { answer: answered }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (error instanceof Refusal) return { type: "refused", commandId, why: error.why, detail };
    voice.log.warn({ err: error, callId: command.callId, command: command.name }, "command failed");
    return { type: "refused", commandId, why: "failed", detail };
  }
}

async function carryOut(voice: Softswitch, lookup: Lookup, command: VoiceCommand): Promise<string | undefined> {
  const opens = command.name === "dial-leg" && command.beside === undefined;
  const session = voice.sessions.get(command.callId) ?? (opens ? sessionForDial(voice, lookup, command.callId) : null);
  const gone = (): undefined => {
    if (fineWithoutSession.has(command.name)) return undefined;
    // One that ended has told so, and its facts are on their way: nothing is lost that the api does not learn of.
    if (session || lookup.wasHere(command.callId)) throw new Refusal("wrong_state", "the session has ended");
    throw new Refusal("unknown_session", `there is no session ${command.callId}`);
  };
  if (!session) return gone();
  return session.run(async () => {
    if (session.over) return gone();
    const handler = handlers[command.name] as Handler<VoiceCommandName>;
    try {
      const answered = await handler(voice, session, command);
      return typeof answered === "string" ? answered : undefined;
    } finally {
      // A call out that could not be placed leaves an empty session behind.
      if (command.name === "dial-leg" && session.legs.size === 0) dropEmpty(voice, session);
    }
  });
}

function sessionForDial(voice: Softswitch, lookup: Lookup, callId: string): Session {
  if (lookup.wasHere(callId)) throw new Refusal("wrong_state", "the session has ended");
  if (!voice.hasRoom()) throw new Refusal("no_capacity", "no room for another session");
  return openSession(voice, callId);
}

function dropEmpty(voice: Softswitch, session: Session): void {
  session.over = true;
  voice.sessions.delete(session.callId);
  void voice.engine.endCall(session.callId).catch((error) => voice.log.warn({ err: error }, "the media of a session was not ended"));
}
