import { type AudioAgreement, readAudio, type SdpRefusal } from "./agree.ts";
import { type AudioPlan, buildAnswer, buildSdp } from "./build.ts";
import { type Codec, common, type Direction } from "./description.ts";

export interface AudioSessionOptions {
  /** Where we receive RTP. */
  address: string;
  port: number;
  /** Best first. Default PCMA, PCMU. */
  codecs?: readonly Codec[];
  /** Payload type that we offer for telephone-event; answers take the peer's. Default 101; null: none. */
  dtmfPayloadType?: number | null;
}

/** Our side of one call's audio: writes offers and answers under one session id, with a version that counts the changes. */
export interface AudioSession {
  /** @param direction what we want to do; `sendonly` or `inactive` put the peer on hold. Default `sendrecv`. */
  offer(direction?: Direction): string;
  /** Answer a peer's offer. @param direction the most we want to do, default `sendrecv`. */
  answer(offer: string, direction?: Direction): { ok: true; sdp: string; audio: AudioAgreement } | SdpRefusal;
  /** Read the peer's answer to our latest offer. */
  accept(answer: string): { ok: true; audio: AudioAgreement } | SdpRefusal;
}

/** See {@link AudioSession}. Session ids are drawn from the wall clock, as RFC 8866 §5.2 suggests. */
export function createAudioSession(options: AudioSessionOptions, sessionId = Date.now()): AudioSession {
  const codecs = options.codecs ?? ["PCMA", "PCMU"];
  const dtmfOffered = options.dtmfPayloadType === null ? undefined : (options.dtmfPayloadType ?? 101);
  let version = 0;
  let last = "";
  let wanted: Direction = "sendrecv";

  /** The version goes up only when something else changed (RFC 3264 §8). */
  const write = (parts: Omit<AudioPlan, "address" | "port" | "sessionId" | "version">, build: (plan: AudioPlan) => string): string => {
    const { address, port } = options;
    const same = build({ address, port, sessionId, version, ...parts });
    if (same === last) return same;
    last = build({ address, port, sessionId, version: ++version, ...parts });
    return last;
  };

  return {
    offer(direction = "sendrecv") {
      wanted = direction;
      return write({ codecs, dtmfPayloadType: dtmfOffered, direction }, buildSdp);
    },
    answer(offer, direction = "sendrecv") {
      const reading = readAudio(offer, codecs, options.address);
      if (!reading.ok) return reading;
      const audio = { ...reading.audio, direction: common(reading.audio.direction, direction) };
      if (options.dtmfPayloadType === null) audio.dtmfPayloadType = undefined;
      const parts = {
        codecs: [audio.codec],
        payloadType: audio.payloadType,
        dtmfPayloadType: audio.dtmfPayloadType,
        direction: audio.direction,
      };
      return { ok: true, audio, sdp: write(parts, (plan) => buildAnswer(plan, reading.media, reading.taken)) };
    },
    accept(answer) {
      const reading = readAudio(answer, codecs, options.address);
      if (!reading.ok) return reading;
      const audio = { ...reading.audio, direction: common(reading.audio.direction, wanted) };
      return { ok: true, audio };
    },
  };
}
