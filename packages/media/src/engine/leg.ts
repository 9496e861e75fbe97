import { createDtmfReceiver } from "../dtmf.ts";
import { createInbandDetector } from "../dtmf-inband.ts";
import { codecOf, decodeG711, PAYLOAD_TYPE } from "../g711.ts";
import { meanOpinionScore } from "../mos.ts";
import type { Codec, LegState, LegStats, MediaDirection, PlayEndReason } from "../port.ts";
import { createRtcpSession } from "../rtcp.ts";
import type { RtpPacket } from "../rtp.ts";
import { createMouth, type Mouth } from "./mouth.ts";
import { createOutStream } from "./out-stream.ts";
import type { Wire } from "./wire.ts";

/** What offer and answer settled about a leg. */
export interface LegMedia {
  readonly codec: Codec;
  /** Of the codec where it is not the static one. */
  readonly payloadType?: number | undefined;
  /** null: keys are tones in the sound. */
  readonly dtmfPayloadType: number | null;
  readonly direction: MediaDirection;
}

/** One party of a call: a wire, what came of negotiation, an ear (`receive`) and a mouth. Who hears whom is the call's business. */
export interface Leg {
  readonly id: string;
  readonly kind: "trunk" | "browser";
  readonly mouth: Mouth;
  readonly ssrc: number;
  /** Stands for the stream that comes in now; another object after every new connection or SSRC. */
  readonly incoming: object;
  readonly state: LegState;
  readonly media: LegMedia | null;
  /** Null while there is no connection. */
  readonly wire: Wire | null;
  /** ms on the engine's clock; -Infinity before any packet. */
  readonly lastRtpAt: number;
  readonly upAt: number;
  setWire(wire: Wire): void;
  setMedia(media: LegMedia): void;
  setState(state: LegState): void;
  receive(packet: RtpPacket): void;
  receiveReport(datagram: Buffer): void;
  /** Regular work: sends a report if one is due, and notices a page that went without a word. */
  keepUp(): void;
  stats(): LegStats;
  close(): void;
}

export interface LegEvents {
  onState(state: LegState): void;
  /** G.711, of a leg that may be heard. */
  onVoice(packet: RtpPacket): void;
  /** A telephone-event packet as it came, for legs that pass events on. */
  onKeyPacket(packet: RtpPacket): void;
  onDigit(digit: string, durationMs: number, source: "rfc4733" | "inband"): void;
  onPlayEnded(playId: string, reason: PlayEndReason): void;
}

/** Times between reports: RFC 3550 asks for some randomness; two to three seconds keep the page's getStats fresh. */
const REPORT_EVERY_MS = 2000;

export function createLeg(
  identity: { id: string; kind: "trunk" | "browser"; lostAfterMs: number },
  clock: { now(): number; wall(): number; random(): number },
  events: LegEvents,
): Leg {
  let wire: Wire | null = null;
  let media: LegMedia | null = null;
  let state: LegState = "connecting";
  let lastRtpAt = Number.NEGATIVE_INFINITY;
  let upAt = Number.POSITIVE_INFINITY;
  let incoming: { ssrc: number | null } = { ssrc: null };
  let reportAt = 0;
  /** Of anything at all: pages report even when their microphone is off. */
  let lastSignAt = Number.NEGATIVE_INFINITY;

  const out = createOutStream({
    now: clock.now,
    isOpen: () => wire !== null && media?.direction !== "recvonly" && media?.direction !== "inactive",
    send(datagram, packet) {
      if (!wire) return;
      rtcp.sent(packet.timestamp, packet.payload.length);
      wire.send(datagram);
    },
  });
  const rtcp = createRtcpSession(out.ssrc, clock);
  const mouth = createMouth({
    out,
    now: clock.now,
    codec: () => media?.codec ?? "PCMU",
    payloadType: () => media?.payloadType ?? PAYLOAD_TYPE[media?.codec ?? "PCMU"],
    dtmfPayloadType: () => media?.dtmfPayloadType ?? null,
    onPlayEnded: events.onPlayEnded,
  });
  const keys = createDtmfReceiver((digit, ms) => events.onDigit(digit, ms, "rfc4733"), clock.now);
  let tones = createInbandDetector((digit, ms) => events.onDigit(digit, ms, "inband"));

  const setState = (next: LegState) => {
    if (state === next || state === "closed") return;
    state = next;
    if (next === "up") upAt = clock.now();
    events.onState(next);
  };
  const noticeLife = () => {
    lastSignAt = clock.now();
    if (state === "lost") setState("up");
  };

  return {
    id: identity.id,
    kind: identity.kind,
    mouth,
    ssrc: out.ssrc,
    get incoming() {
      return incoming;
    },
    get state() {
      return state;
    },
    get media() {
      return media;
    },
    get wire() {
      return wire;
    },
    get lastRtpAt() {
      return lastRtpAt;
    },
    get upAt() {
      return upAt;
    },

    setWire(next) {
      if (wire === next) return;
      wire?.close();
      wire = next;
      incoming = { ssrc: null };
    },
    setMedia(next) {
      media = next;
      tones = createInbandDetector((digit, ms) => events.onDigit(digit, ms, "inband"));
    },
    setState,

    receive(packet) {
      noticeLife();
      if (!media || media.direction === "sendonly" || media.direction === "inactive") return;
      if (packet.ssrc !== incoming.ssrc) incoming = { ssrc: packet.ssrc };
      lastRtpAt = clock.now();
      if (packet.payloadType === media.dtmfPayloadType) {
        rtcp.received(packet, { timed: false });
        keys.push(packet);
        events.onKeyPacket(packet);
        return;
      }
      const codec = packet.payloadType === media.payloadType ? media.codec : codecOf(packet.payloadType);
      if (!codec || packet.payload.length === 0) return;
      rtcp.received(packet);
      if (media.dtmfPayloadType === null) tones.push(decodeG711(packet.payload, codec));
      // Inside the engine a codec has its static payload type.
      const payloadType = PAYLOAD_TYPE[codec];
      events.onVoice(packet.payloadType === payloadType ? packet : { ...packet, payloadType });
    },
    receiveReport(datagram) {
      noticeLife();
      rtcp.onReport(datagram);
    },
    keepUp() {
      keys.keepUp();
      if (!wire || state !== "up") return;
      const quietFor = clock.now() - Math.max(lastSignAt, upAt);
      if (identity.kind === "browser" && quietFor > identity.lostAfterMs) return setState("lost");
      if (clock.now() < reportAt) return;
      reportAt = clock.now() + REPORT_EVERY_MS + clock.random() * 1000;
      const report = rtcp.report();
      if (report) wire.sendReport(report);
    },

    stats() {
      const quality = rtcp.stats();
      const heard = Number.isFinite(lastRtpAt);
      return {
        ...quality,
        kind: identity.kind,
        state,
        codec: media?.codec ?? null,
        mos: quality.packetsReceived > 0 ? meanOpinionScore(quality) : null,
        lastRtpAt: heard ? Math.round(clock.wall() - (clock.now() - lastRtpAt)) : null,
      };
    },
    close() {
      mouth.close();
      wire?.close();
      wire = null;
      setState("closed");
    },
  };
}
