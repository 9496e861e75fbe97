import type { FactBody, voiceRefusal } from "@cloverdesk/contracts";
import type { Codec, LegStats, MediaEngine } from "@cloverdesk/media";
import type { AudioSession, Clock, IncomingCall, OutgoingCall, Timer, UserAgent } from "@cloverdesk/sip";
import type { Logger } from "pino";
import type { z } from "zod";
import type { Recordings } from "../recordings/recordings.ts";
import type { SipTrace } from "../trace/trace.ts";
import type { DialogJournal } from "./dialog-journal.ts";
import type { Playback } from "./playback.ts";
import type { RtpTimeouts } from "./rtp-timeout.ts";
import type { Serial } from "./serial.ts";
import type { TrunkHealth } from "./trunk-health.ts";

/** What every part of the voice program works with. */
export interface Softswitch {
  readonly engine: MediaEngine;
  readonly agent: Pick<UserAgent, "dial">;
  readonly clock: Clock;
  readonly log: Logger;
  readonly recordings: Recordings;
  readonly dialogs: DialogJournal;
  readonly trace: Pick<SipTrace, "belongs">;
  readonly rtpTimeouts: RtpTimeouts;
  readonly trunks: TrunkHealth;
  /** Our host in URIs that we write. */
  readonly host: string;
  readonly sessions: Map<string, Session>;
  /** Whether another session may begin: neither full nor on the way out. */
  hasRoom(): boolean;
  /** Puts a fact on the link, after those said before. */
  say(callId: string, fact: FactBody, acknowledged?: () => void): void;
  /** The session is over; remembered for a while, to tell it from one never known. */
  forget(callId: string): void;
}

/** A call as far as voice knows it: legs, who is to hear whom, a recording. */
export interface Session {
  readonly callId: string;
  readonly legs: Map<string, Leg>;
  /** Legs that were here. */
  readonly gone: Set<string>;
  /** All work on this session's media, one piece after the other. */
  readonly run: Serial;
  /** The two legs that are to hear each other; `joined` once they do. */
  bridge: { legA: string; legB: string; joined: boolean } | null;
  /** The call out may be dialled again over another trunk, so that a session without a leg is not over yet; and how long it waits. */
  mayDialAgain: boolean;
  dialTimer: Timer | undefined;
  /** What a leg hears before the session ends; null when it ends without, or nobody ends it yet. */
  farewell: { legId: string; playId: string } | null;
  readonly quality: Record<string, Pick<LegStats, "jitterMs" | "rttMs" | "mos"> & { lost: number }>;
  /** The sound is gone for good: a media process died. */
  failed: boolean;
  over: boolean;
}

interface LegBase {
  readonly id: string;
  playback: Playback | null;
  /** Keys pressed while nothing collected them, for the next question. */
  typedAhead: string;
  held: boolean;
  muted: boolean;
  /** The engine misses its sound; and whether that was told. */
  silent: boolean;
  toldSilent: boolean;
}

/** A leg to the telephone network. */
export interface TrunkLeg extends LegBase {
  readonly kind: "trunk";
  readonly call: IncomingCall | OutgoingCall;
  state: "trying" | "ringing" | "early" | "answered" | "ended";
  /** `leg.answered` was told: an incoming call is answered at our 200 and told at its ACK. */
  answerTold: boolean;
  /** Null until its RTP port is open. */
  audio: AudioSession | null;
  codec: Codec | null;
  /** Addresses and CIDR blocks that this trunk's sound may come from, besides what its SDP says. */
  mediaNetworks: readonly string[];
  /** The carrier put us on hold, or sends nothing by agreement. */
  heldByPeer: boolean;
  /** Runs while it sends no RTP. */
  silenceTimer: Timer | undefined;
  /** Hears music because its agent's page is away. */
  comforted: boolean;
}

/** A leg to an agent's page. */
export interface AgentLeg extends LegBase {
  readonly kind: "agent";
  state: "connecting" | "up" | "lost" | "ended";
  /** Runs from the loss of its sound to the music of its customer. */
  comfortTimer: Timer | undefined;
}

export type Leg = TrunkLeg | AgentLeg;

/** Why a command cannot be done; answered as `refused`. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly why: z.infer<typeof voiceRefusal>,
    detail: string,
  ) {
    super(detail);
  }
}

const newLegParts = (id: string): LegBase => ({
  id,
  playback: null,
  typedAhead: "",
  held: false,
  muted: false,
  silent: false,
  toldSilent: false,
});

export const newTrunkLeg = (id: string, call: TrunkLeg["call"], audio: AudioSession | null, codec: Codec | null): TrunkLeg => ({
  ...newLegParts(id),
  kind: "trunk",
  call,
  state: "trying",
  answerTold: false,
  audio,
  codec,
  mediaNetworks: [],
  heldByPeer: false,
  silenceTimer: undefined,
  comforted: false,
});

export const newAgentLeg = (id: string): AgentLeg => ({ ...newLegParts(id), kind: "agent", state: "connecting", comfortTimer: undefined });
