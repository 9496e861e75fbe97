import { isIP, isIPv6 } from "node:net";
import { type Codec, type Direction, type MediaDescription, mirrored, payloadTypes } from "./description.ts";
import { parseSdp } from "./parse.ts";

/** What two sides agreed on for the audio stream; the shape that a media engine takes for the far end of a leg. */
export interface AudioAgreement {
  /** Where the peer wants its RTP: an IP address that we can send to, or a host name that is still to be resolved. */
  address: string;
  port: number;
  /** Where the peer wants its reports when that is not the port above (RFC 3605). */
  rtcp: { address: string; port: number } | undefined;
  codec: Codec;
  /** That the peer maps the codec to: the static one, or a dynamic one (RFC 3551 §6). */
  payloadType: number;
  /** For sending keys by RTP (RFC 4733); undefined: the peer takes none. */
  dtmfPayloadType: number | undefined;
  /** What WE do. */
  direction: Direction;
  /** Packet length that the peer asks for, ms. */
  ptimeMs: number;
}

/** Why a description cannot be used: 488 for one without audio that we can speak, or at an address of another family, 400 for what is no description. */
export interface SdpRefusal {
  ok: false;
  status: 400 | 488;
  problem: string;
}

export type Reading = { ok: true; audio: AudioAgreement; media: readonly MediaDescription[]; taken: MediaDescription } | SdpRefusal;

const refusal = (status: 400 | 488, problem: string): SdpRefusal => ({ ok: false, status, problem });

/**
 * Read a peer's description, offer or answer: its first live RTP/AVP audio stream with a codec of ours. The peer's order
 * of codecs decides.
 * @param ours an address of our media: the peer's must be of the same family (RFC 6157). Left out: both are taken.
 */
export function readAudio(text: string, codecs: readonly Codec[], ours?: string): Reading {
  const description = parseSdp(text);
  if (!description) return refusal(400, "malformed session description");
  const { media } = description;
  const taken = media.find((one) => one.kind === "audio" && one.port > 0 && one.profile === "RTP/AVP" && codecOf(one, codecs));
  if (!taken) return refusal(488, "no audio that both sides can speak");
  if (taken.address === "") return refusal(400, "session description without an address");
  const { address, port } = taken;
  if (!reaches(ours, address)) return refusal(488, "an address of another IP version");
  const audio: AudioAgreement = {
    address,
    port,
    rtcp: rtcpOf(taken, ours),
    ...codecOf(taken, codecs)!,
    dtmfPayloadType: dtmfOf(taken),
    direction: mirrored(effectiveDirection(taken)),
    ptimeMs: taken.ptimeMs ?? 20,
  };
  return { ok: true, audio, media, taken };
}

/** Whether a description puts us on hold: its sender will not listen (RFC 3264 §8.4). */
export function isHold(text: string): boolean {
  const audio = parseSdp(text)?.media.find((one) => one.kind === "audio" && one.port > 0);
  if (!audio) return false;
  const direction = effectiveDirection(audio);
  return direction === "sendonly" || direction === "inactive";
}

/** The old way to hold is the address 0.0.0.0 instead of a direction (RFC 2543 §B.5). */
function effectiveDirection(media: MediaDescription): Direction {
  if (media.address !== "0.0.0.0") return media.direction;
  return media.direction === "sendrecv" ? "sendonly" : "inactive";
}

/** Names are resolved later, by the same family. */
function reaches(ours: string | undefined, address: string): boolean {
  return ours === undefined || isIP(address) === 0 || isIPv6(address) === isIPv6(ours);
}

function rtcpOf({ rtcp, address }: MediaDescription, ours: string | undefined): AudioAgreement["rtcp"] {
  const place = rtcp && { address: rtcp.address ?? address, port: rtcp.port };
  return place && isIP(place.address) !== 0 && reaches(ours, place.address) ? place : undefined;
}

/** First format of the peer's list that is a codec of ours. `a=rtpmap` decides; without it the static payload types hold. */
function codecOf(media: MediaDescription, codecs: readonly Codec[]): { codec: Codec; payloadType: number } | undefined {
  for (const format of media.formats) {
    const payloadType = /^\d{1,3}$/.test(format) ? Number(format) : -1;
    const encoding = media.encodings.get(payloadType);
    const codec = codecs.find((one) => (encoding === undefined ? payloadTypes[one] === payloadType : encoding === `${one}/8000`));
    if (codec) return { codec, payloadType };
  }
  return undefined;
}

function dtmfOf(media: MediaDescription): number | undefined {
  for (const [type, encoding] of media.encodings) {
    if (encoding === "TELEPHONE-EVENT/8000" && media.formats.includes(String(type))) return type;
  }
  return undefined;
}
