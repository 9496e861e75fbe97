import { z } from "zod";
import { id } from "../kernel/shapes.ts";

/**
 * The control link between api and voice: one WebSocket per api process to the voice service. The api sends commands, voice answers each;
 * voice sends facts, the api acknowledges each after its transaction committed. Facts of one call come in order (`seq` from 1 without gaps) and are
 * sent again until acknowledged, on whichever api process is connected; the api applies each at most once (`call.fact_seq`).
 * Commands carry an id: the same id again is answered again, not done again.
 * Voice knows sessions (`callId`), legs, prompts and recordings. It knows no agents, customers, queues or hotlines.
 */
const onLeg = { callId: id, legId: id };

/** Prompt ids relative to the prompt folders (`zh/greeting`), played in order. */
const playlist = z.array(z.string()).min(1).max(40);

/** Addresses and CIDR blocks that the trunk's RTP may come from, besides those in its SDP and SIP. */
const mediaNetworks = z.array(z.string()).optional();

/** The outbox keeps a target without its credentials; they are read by `id` when the command is sent. */
export const trunkTarget = z.object({
  id: id.optional(),
  host: z.string(),
  port: z.number().int(),
  transport: z.enum(["udp", "tcp", "tls"]),
  username: z.string().optional(),
  password: z.string().optional(),
  mediaNetworks,
});

export const voiceCommand = z.discriminatedUnion("name", [
  /** 180 to the carrier. */
  z.object({ name: z.literal("ring-leg"), ...onLeg }),
  /** 200 to the carrier; sound flows from here. */
  z.object({ name: z.literal("answer-leg"), ...onLeg, mediaNetworks }),
  z.object({
    name: z.literal("reject-leg"),
    ...onLeg,
    sipStatus: z.number().int().min(400).max(699),
    retryAfterS: z.number().int().optional(),
  }),
  /**
   * Calls out over a trunk. `from` and `to` are E.164. Creates the session, unless `beside` names a leg: then the call is placed in the session of that leg,
   * and is refused when the leg is gone.
   */
  z.object({
    name: z.literal("dial-leg"),
    ...onLeg,
    to: z.string(),
    from: z.string(),
    trunk: trunkTarget,
    ringTimeoutMs: z.number().int(),
    beside: id.optional(),
    /** Another trunk may be tried: when the leg ends before the phone rang, the session waits a while for the next `dial-leg`, or for `end-session`. */
    mayDialAgain: z.boolean().optional(),
  }),
  /** Connects (or replaces after a reload) the agent's WebRTC leg. Answer: `{answer}`. Born muted and unbridged. */
  z.object({ name: z.literal("connect-agent-leg"), ...onLeg, offer: z.string(), replaces: id.optional() }),
  /**
   * Joins two legs; whatever was playing on them stops. A leg that is not up yet is joined once it is. When one of two joined trunk legs ends, voice hangs up
   * the other.
   */
  z.object({ name: z.literal("bridge"), callId: id, legA: id, legB: id }),
  z.object({ name: z.literal("unbridge"), callId: id }),
  /** Lets `toLeg` hear `fromLeg` one way: the agent hears the early media of their call out, a customer that of the outside number they are transferred to. */
  z.object({ name: z.literal("listen-in"), callId: id, fromLeg: id, toLeg: id }),
  /** Plays to a leg. Ends with fact `play.ended`, or `collect.ended` when digits are collected. Replaces what was playing. */
  z.object({
    name: z.literal("play"),
    ...onLeg,
    playId: z.string(),
    prompts: playlist.or(z.array(z.string()).length(0)),
    loop: z.boolean().default(false),
    collect: z
      .object({
        maxDigits: z.number().int().min(1).max(32),
        terminator: z.string().length(1).optional(),
        firstDigitTimeoutMs: z.number().int(),
        interDigitTimeoutMs: z.number().int(),
        bargeIn: z.boolean(),
      })
      .optional(),
    /** Played once before `prompts` begin to loop. */
    first: playlist.optional(),
    /** While looping: play `prompts` of it every `everyMs`, then go on with the music. */
    announce: z.object({ everyMs: z.number().int(), prompts: playlist }).optional(),
  }),
  z.object({ name: z.literal("stop-play"), ...onLeg }),
  /** The leg hears music, the other side of its bridge hears silence. */
  z.object({ name: z.literal("hold-leg"), ...onLeg, music: z.string() }),
  z.object({ name: z.literal("resume-leg"), ...onLeg }),
  z.object({ name: z.literal("mute-leg"), ...onLeg, muted: z.boolean() }),
  z.object({ name: z.literal("send-digits"), ...onLeg, digits: z.string() }),
  /** Two-channel recording: 0 = `customerLeg`, 1 = the leg bridged to it, or the two others while they are bridged to each other. `file` is relative to the recording folder. Idempotent. */
  z.object({ name: z.literal("start-recording"), callId: id, recordingId: id, customerLeg: id, file: z.string() }),
  z.object({ name: z.literal("stop-recording"), callId: id, recordingId: id }),
  /** BYE, CANCEL or final response as the leg's state demands; for an agent leg closes the PeerConnection. */
  z.object({ name: z.literal("hang-up-leg"), ...onLeg }),
  /** Ends every leg and the session. With `farewell` its leg hears the prompts first; the command again does not cut them off. */
  z.object({ name: z.literal("end-session"), callId: id, farewell: z.object({ legId: id, prompts: playlist }).optional() }),
]);
export type VoiceCommand = z.infer<typeof voiceCommand>;
export type VoiceCommandName = VoiceCommand["name"];

/**
 * Why voice ended a leg by itself. `no_rtp`: no sound arrived for as long as the phase of the call allows. `trunk_silent`: the trunk answered the INVITE
 * with nothing at all. `trunk_dead`: it was known to be silent and was not asked again.
 */
export const legEndCode = z.enum(["no_rtp", "trunk_silent", "trunk_dead"]);
export type LegEndCode = z.infer<typeof legEndCode>;

/** How a leg ended. */
export const legEnd = z.object({
  by: z.enum(["local", "remote", "timeout", "error"]),
  /** Final SIP status of an unanswered leg, else null. */
  sipStatus: z.number().int().nullable(),
  /** Q.850 cause of a Reason header (RFC 3326), else null. */
  q850: z.number().int().nullable(),
  reason: z.string(),
  /** Set when voice ended the leg by itself for a reason that has words. */
  code: legEndCode.optional(),
});
export type LegEnd = z.infer<typeof legEnd>;

/** Packets lost, jitter and round-trip time (ms), mean opinion score; by leg id. */
export const legQuality = z.record(
  z.string(),
  z.object({ lost: z.number(), jitterMs: z.number(), rttMs: z.number().nullable(), mos: z.number().nullable() }),
);

export type LegQuality = z.infer<typeof legQuality>;

const recordingEnded = { recordingId: id, file: z.string(), durationMs: z.number().int(), bytes: z.number().int(), sha256: z.string() };

const factBody = z.discriminatedUnion("name", [
  /** An INVITE came in; voice made the session and has sent only 100. Numbers as the carrier wrote them; `from` is empty when it is withheld. */
  z.object({
    name: z.literal("call.arrived"),
    legId: id,
    from: z.string(),
    to: z.string(),
    displayName: z.string().nullable(),
    sourceAddress: z.string(),
    codec: z.string().nullable(),
  }),
  z.object({ name: z.literal("leg.ringing"), legId: id }),
  /** Early media flows (183 with SDP). */
  z.object({ name: z.literal("leg.early"), legId: id }),
  /** Trunk leg: 200 sent and ACKed or received. */
  z.object({ name: z.literal("leg.answered"), legId: id, codec: z.string().nullable() }),
  /** Agent leg: ICE and DTLS are up. */
  z.object({ name: z.literal("leg.up"), legId: id }),
  /** Agent leg: the transport went away; the session lives on. */
  z.object({ name: z.literal("leg.lost"), legId: id }),
  z.object({ name: z.literal("leg.ended"), legId: id, end: legEnd }),
  z.object({ name: z.literal("digit.pressed"), legId: id, digit: z.string() }),
  z.object({ name: z.literal("play.ended"), legId: id, playId: z.string(), why: z.enum(["finished", "stopped"]) }),
  z.object({
    name: z.literal("collect.ended"),
    legId: id,
    playId: z.string(),
    digits: z.string(),
    why: z.enum(["complete", "terminator", "timeout", "stopped"]),
  }),
  /** No RTP from the leg for 30 s / it flows again. */
  z.object({ name: z.literal("media.silent"), legId: id }),
  z.object({ name: z.literal("media.flowing"), legId: id }),
  z.object({ name: z.literal("recording.ended"), ...recordingEnded }),
  /** All legs are gone; the last fact of a session. */
  z.object({
    name: z.literal("session.ended"),
    quality: legQuality.optional(),
  }),
  /** A media worker died: the session's sound is gone and the session ends. */
  z.object({ name: z.literal("session.failed"), reason: z.string() }),
]);
export const voiceFact = z.object({ callId: id, seq: z.number().int().positive(), at: z.iso.datetime(), fact: factBody });
export type VoiceFact = z.infer<typeof voiceFact>;
export type FactBody = z.infer<typeof factBody>;
export type FactName = FactBody["name"];

/** Messages from api to voice. */
export const toVoice = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), secret: z.string(), api: z.string() }),
  z.object({ type: z.literal("command"), commandId: z.string(), command: voiceCommand }),
  z.object({ type: z.literal("ack"), callId: id, seq: z.number().int() }),
  z.object({ type: z.literal("ping") }),
]);
export type ToVoice = z.infer<typeof toVoice>;

/** What voice knows of a trunk since its start, named as `dial-leg` names it. Up: it answered, whatever it said. */
export const trunkState = trunkTarget.pick({ host: true, port: true, transport: true }).extend({ up: z.boolean() });
export type TrunkState = z.infer<typeof trunkState>;

/** Why voice refused a command. */
export const voiceRefusal = z.enum(["unknown_session", "unknown_leg", "wrong_state", "bad_offer", "no_capacity", "failed"]);

/** Messages from voice to api. */
export const fromVoice = z.discriminatedUnion("type", [
  /**
   * `boot` is new at each start: sessions of another boot are gone. `sessions` are those alive now, without callers whose arrival no api has
   * acknowledged yet: what an api does not know among them has ended. `recovered` are recordings that the boot before left open, repaired and
   * measured.
   */
  z.object({
    type: z.literal("welcome"),
    node: z.string(),
    boot: id,
    sessions: z.array(id),
    recovered: z.array(z.object(recordingEnded)).default([]),
  }),
  z.object({ type: z.literal("done"), commandId: z.string(), answer: z.string().optional() }),
  z.object({ type: z.literal("refused"), commandId: z.string(), why: voiceRefusal, detail: z.string() }),
  z.object({ type: z.literal("fact"), fact: voiceFact }),
  z.object({ type: z.literal("pong") }),
  /** After the welcome, and to every api when one changed: all trunks of which something is known. */
  z.object({ type: z.literal("trunks"), trunks: z.array(trunkState) }),
]);
export type FromVoice = z.infer<typeof fromVoice>;
