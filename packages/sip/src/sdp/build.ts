import { type Codec, type Direction, type MediaDescription, payloadTypes } from "./description.ts";

/** Our audio stream as it is to be described. */
export interface AudioPlan {
  address: string;
  port: number;
  /** Best first. */
  codecs: readonly Codec[];
  /** In an answer: the payload type of its one codec. Default: the static ones. */
  payloadType?: number;
  /** Payload type of telephone-event/8000 (RFC 4733); undefined: no keys by RTP. */
  dtmfPayloadType: number | undefined;
  direction: Direction;
  sessionId: number;
  /** Goes up with each changed description (RFC 3264 §8). */
  version: number;
}

/** Keys 0–9 * # A–D. */
const DTMF_EVENTS = "0-15";

/** Write a description with one audio stream. */
export function buildSdp(plan: AudioPlan): string {
  return [...session(plan), ...audio(plan), ""].join("\r\n");
}

/** Write an answer: it has the `m=` lines of the offer, in order, those that we do not take with port 0 (RFC 3264 §6). */
export function buildAnswer(plan: AudioPlan, offered: readonly MediaDescription[], taken: MediaDescription): string {
  const media = offered.flatMap((one) =>
    one === taken ? audio(plan) : [`m=${one.kind} 0 ${one.profile} ${one.formats.join(" ") || "0"}`],
  );
  return [...session(plan), ...media, ""].join("\r\n");
}

function session({ address, sessionId, version }: AudioPlan): string[] {
  const place = `IN ${address.includes(":") ? "IP6" : "IP4"} ${address}`;
  return ["v=0", `o=- ${sessionId} ${version} ${place}`, "s=-", `c=${place}`, "t=0 0"];
}

function audio({ port, codecs, payloadType, dtmfPayloadType, direction }: AudioPlan): string[] {
  const formats = codecs.map((codec) => payloadType ?? payloadTypes[codec]);
  const lines = codecs.map((codec, i) => `a=rtpmap:${formats[i]} ${codec}/8000`);
  if (dtmfPayloadType !== undefined) {
    formats.push(dtmfPayloadType);
    lines.push(`a=rtpmap:${dtmfPayloadType} telephone-event/8000`, `a=fmtp:${dtmfPayloadType} ${DTMF_EVENTS}`);
  }
  return [`m=audio ${port} RTP/AVP ${formats.join(" ")}`, ...lines, "a=ptime:20", `a=${direction}`];
}
