import type { Codec } from "./g711.ts";

/**
 * The media port: everything the voice program asks of an engine that carries sound, and everything the engine tells
 * back. Implemented by the embedded engine (in this process or in workers) and meant to be implementable by rtpengine.
 *
 * Rules that hold for every engine (the contract suite checks them):
 * - A call is a room of legs. A leg hears at most one thing at a time: a prompt list, hold music, or one other leg.
 * - A new leg neither hears nor is heard: no sound of a microphone leaves the engine before `bridge`.
 * - Commands about what is already so are no errors: creating a call or a trunk leg twice, removing what is gone,
 *   ending what has ended. So a control link may retry.
 * - Every command rejects with a `MediaError`, within a time limit (`timeout`) where it leaves the process; an unknown call or leg is `unknown-call` / `unknown-leg`.
 * - One RTP stream per leg goes out for the whole life of the leg: same SSRC, continuous sequence and timestamps through
 *   prompt, bridge, hold and resume.
 * All times are milliseconds; audio is G.711 at 8 kHz in 20 ms packets.
 */

export type { Codec };

/** What the engine does on a trunk leg, after offer and answer: `sendonly` = we send and ignore what comes. */
export type MediaDirection = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** Local RTP address of a trunk leg, to be written into SDP. The port is even; RTCP is on port + 1 (RFC 3550 §11). */
export interface RtpAddress {
  readonly address: string;
  readonly port: number;
}

/**
 * The far end of a trunk leg, from its SDP. Behind NAT the real source is another: it is learned from the hosts that may send, locked, and
 * moves only by signalling or with the same SSRC and a sequence that goes on. Other hosts are not heard and get nothing.
 */
export interface TrunkRemote {
  readonly address: string;
  readonly port: number;
  readonly codec: Codec;
  /** The codec's payload type where SDP maps it to another than the static one. */
  readonly payloadType?: number | undefined;
  /** Where the far end wants reports (RFC 3605). Default: its RTP port + 1. */
  readonly rtcp?: RtpAddress | undefined;
  /** Hosts that may send besides `address`: addresses and CIDR blocks. */
  readonly networks?: readonly string[] | undefined;
  /** Payload type of telephone-event/8000 (RFC 4733). Left out: keys are sent and detected in band. */
  readonly dtmfPayloadType?: number | undefined;
  /** Default `sendrecv`. */
  readonly direction?: MediaDirection | undefined;
}

export interface PlayOptions {
  /** Start again after the last prompt, until `stopPlay` or another command about what the leg hears. */
  readonly loop?: boolean | undefined;
  /** Given back in `play-ended`, so that a late event is never taken for the present playback. Default: made by the engine. */
  readonly playId?: string | undefined;
}

export interface DtmfOptions {
  /** Length of each key. Default 100. */
  readonly durationMs?: number | undefined;
  /** Silence between keys. Default 60. */
  readonly gapMs?: number | undefined;
}

export interface RecordingOptions {
  /** File to write: stereo µ-law WAV at 8 kHz. Its folder is created. An existing file is refused (`recording-failed`). */
  readonly path: string;
  /** Channel 0 is this leg's voice; channel 1 is whichever leg this one hears at the time (the agent's side), and two other legs that are bridged to each other. */
  readonly customerLeg: string;
}

/** What a leg received and how well; the remote's view of what we sent it where RTCP reports tell. */
export interface LegStats {
  readonly kind: "trunk" | "browser";
  readonly state: LegState;
  readonly codec: Codec | null;
  readonly packetsReceived: number;
  readonly packetsSent: number;
  /** Packets missing from what arrived (never negative). */
  readonly packetsLost: number;
  /** Share of packets missing, 0–100. */
  readonly lossPercent: number;
  /** Interarrival jitter (RFC 3550 §6.4.1). */
  readonly jitterMs: number;
  /** Round trip from RTCP reports; null until the remote has reported. */
  readonly rttMs: number | null;
  /** Listening quality of what arrives, 1–4.5 (E-model, ITU-T G.107); null before any packet. */
  readonly mos: number | null;
  /** Wall clock (ms since 1970) of the last RTP packet; null before any. */
  readonly lastRtpAt: number | null;
  /** Loss and jitter that the far end reports about our stream; null until it has reported. */
  readonly remote: { readonly lossPercent: number; readonly jitterMs: number } | null;
}

/**
 * `connecting`: waiting for ICE/DTLS (browser) or for the remote address (trunk). `up`: sound can flow.
 * `lost`: a browser that stopped answering; it may come back to `up` by itself or by a new offer. `closed`: gone.
 */
export type LegState = "connecting" | "up" | "lost" | "closed";

/** `finished`: played to the end. `stopped`: `stopPlay`, or the leg went. `replaced`: another command took over. */
export type PlayEndReason = "finished" | "stopped" | "replaced";

export type MediaEvent =
  | { readonly type: "leg-state"; readonly callId: string; readonly legId: string; readonly state: LegState }
  | {
      readonly type: "dtmf";
      readonly callId: string;
      readonly legId: string;
      /** One of 0–9 * # A–D. */
      readonly digit: string;
      readonly durationMs: number;
      readonly source: "rfc4733" | "inband";
    }
  | {
      readonly type: "play-ended";
      readonly callId: string;
      readonly legId: string;
      readonly playId: string;
      readonly reason: PlayEndReason;
    }
  | {
      readonly type: "recording-ended";
      readonly callId: string;
      readonly path: string;
      readonly durationMs: number;
      /** Hex sha-256 of the finished file. */
      readonly sha256: string;
      readonly bytes: number;
    }
  | { readonly type: "recording-failed"; readonly callId: string; readonly path: string; readonly message: string }
  /** No RTP from a leg that should send, for the configured time. `oneWay`: the leg at the other end does send. */
  | { readonly type: "silent"; readonly callId: string; readonly legId: string; readonly forMs: number; readonly oneWay: boolean }
  /** RTP again after `silent`. */
  | { readonly type: "flowing"; readonly callId: string; readonly legId: string }
  /** Handling a packet, a tick or the upkeep of a call threw: what it was to do is left out, the call goes on. Told once per call and message. */
  | { readonly type: "fault"; readonly callId: string; readonly message: string }
  /** A host that is neither signalled nor allowed sends to a trunk leg's port; its packets are dropped. Told once per host. */
  | { readonly type: "stranger"; readonly callId: string; readonly legId: string; readonly address: string }
  /** A media process died: these calls have no sound any more and must be ended or set up again. Recordings need `repairWav`. */
  | { readonly type: "worker-lost"; readonly worker: number; readonly callIds: readonly string[]; readonly reason: string };

/** What an engine can do beyond the port's common ground. */
export interface MediaCaps {
  /** A third leg may hear both sides (supervision). */
  readonly listen: boolean;
  /** Three-way calls and whispering. */
  readonly mix: boolean;
  /** Legs with different G.711 laws can be bridged. */
  readonly transcode: boolean;
  /** Keys sent as tones are detected and can be sent. */
  readonly inbandDtmf: boolean;
}

export interface EngineHealth {
  readonly calls: number;
  readonly legs: number;
  readonly recordings: number;
  /** How late the 20 ms clock ran, worst worker, over the last minutes; null before it ran. */
  readonly tickLateP99Ms: number | null;
  /** Frames never played because a process was stopped for more than 200 ms. */
  readonly skippedFrames: number;
  /** Workers that did not answer in time: frozen, or being started again. */
  readonly silentWorkers: number;
  readonly workers: readonly { readonly pid: number; readonly calls: number; readonly rssBytes: number }[];
}

export interface MediaEngine {
  readonly caps: MediaCaps;

  createCall(callId: string): Promise<void>;
  /** Closes the recording (with its event), then every leg. */
  endCall(callId: string): Promise<void>;

  /** Opens the RTP port. `no-port` when the range is used up. */
  addTrunkLeg(callId: string, legId: string): Promise<RtpAddress>;
  /** Sets or changes the far end (answer, early media, re-INVITE). The leg is `up` from here on. `bad-remote` when the address is no IP address or the port none. */
  setTrunkRemote(callId: string, legId: string, remote: TrunkRemote): Promise<void>;
  /**
   * Answers the page's SDP offer, which holds all its candidates; the answer holds all of the engine's.
   * A second offer for the same leg (reloaded page) gets a new connection; what the leg hears and who hears it stays.
   * `bad-offer` when there is no G.711 audio to agree on.
   */
  addBrowserLeg(callId: string, legId: string, offerSdp: string): Promise<string>;
  removeLeg(callId: string, legId: string): Promise<void>;

  /** Both hear each other from now on. Ends what they heard before, and the leg that heard one of them hears silence: a second bridge is a transfer. A held leg stays held. */
  bridge(callId: string, legA: string, legB: string): Promise<void>;
  /** One way: `listener` hears `source` (early media of a callee), not the reverse. The same leg twice is an echo test. */
  listenTo(callId: string, listener: string, source: string): Promise<void>;
  /** The leg neither hears nor is heard. Ends its prompt; hold and mute are reset. */
  unbridge(callId: string, legId: string): Promise<void>;

  /** The leg hears music (a prompt id or path, looped), and the leg bridged to it hears silence, until `resume`. */
  hold(callId: string, legId: string, music: string): Promise<void>;
  resume(callId: string, legId: string): Promise<void>;
  /** Nothing that this leg says is passed on or recorded; keys still are. */
  mute(callId: string, legId: string, on: boolean): Promise<void>;

  /** Plays prompts (catalogue ids or absolute paths of 8 kHz mono WAV files) one after the other; replaces what is playing. `bad-prompt` when one cannot be read. */
  play(callId: string, legId: string, prompts: readonly string[], options?: PlayOptions): Promise<{ readonly playId: string }>;
  /** Stops a playback (not hold music); the leg hears again what it was bridged to. */
  stopPlay(callId: string, legId: string): Promise<void>;
  /** Sends keys once the leg is up; resolves when the last one is out. Keys of two calls of this for one leg follow each other. `bad-digits` otherwise than 0–9 * # A–D. */
  sendDtmf(callId: string, legId: string, digits: string, options?: DtmfOptions): Promise<void>;

  /** One recording per call; it goes on through hold and replaced agents until `stopRecording` or `endCall`. */
  startRecording(callId: string, options: RecordingOptions): Promise<void>;
  stopRecording(callId: string): Promise<void>;

  /** By leg id. */
  stats(callId: string): Promise<Readonly<Record<string, LegStats>>>;
  health(): Promise<EngineHealth>;

  /** Events of all calls, in the order they happened per call. Returns the function that ends the subscription. */
  onEvent(listener: (event: MediaEvent) => void): () => void;
  /** Ends all calls and frees ports and processes. */
  close(): Promise<void>;
}

export type MediaErrorCode =
  | "unknown-call"
  | "unknown-leg"
  | "wrong-leg"
  | "bad-offer"
  | "bad-remote"
  | "bad-prompt"
  | "bad-digits"
  | "no-port"
  | "recording-failed"
  | "worker-lost"
  | "timeout"
  | "closed"
  | "internal";

/** The only error a command rejects with; `code` is stable, the message is for logs. */
export class MediaError extends Error {
  override readonly name = "MediaError";
  constructor(
    readonly code: MediaErrorCode,
    message: string,
  ) {
    super(message);
  }
}
