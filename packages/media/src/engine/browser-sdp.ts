import type { Codec, MediaDirection } from "../port.ts";
import { MediaError } from "../port.ts";

/** What a page's offer asks for. */
export interface BrowserOffer {
  readonly mid: string;
  readonly codecs: readonly Codec[];
  /** Payload type of telephone-event/8000, null when the page has none. */
  readonly dtmfPayloadType: number | null;
  /** What we do in answer to the page's direction. */
  readonly direction: MediaDirection;
}

const ANSWERED: Readonly<Record<MediaDirection, MediaDirection>> = {
  sendrecv: "sendrecv",
  sendonly: "recvonly",
  recvonly: "sendonly",
  inactive: "inactive",
};

/** Reads an offer with one audio section of G.711; anything else is `bad-offer`, in words. */
export function readOffer(sdp: string): BrowserOffer {
  const media = [...sdp.matchAll(/^m=(\S+) \d+ \S+ ([\d ]+)/gm)];
  const audio = media[0];
  if (media.length !== 1 || audio?.[1] !== "audio")
    throw new MediaError("bad-offer", "the offer must have exactly one media section, of audio");
  const payloadTypes = audio[2]!.trim().split(/ +/);
  const codecs = payloadTypes.flatMap((type): Codec[] => (type === "0" ? ["PCMU"] : type === "8" ? ["PCMA"] : []));
  if (codecs.length === 0) throw new MediaError("bad-offer", "the offer has no G.711 (payload type 0 or 8)");
  const dtmf = /^a=rtpmap:(\d+) telephone-event\/8000\s*$/im.exec(sdp)?.[1];
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1] as MediaDirection | undefined;
  return {
    mid: /^a=mid:(\S+)/m.exec(sdp)?.[1] ?? "0",
    codecs,
    dtmfPayloadType: dtmf === undefined ? null : Number(dtmf),
    direction: ANSWERED[direction ?? "sendrecv"],
  };
}

/**
 * Makes libdatachannel's answer true: it writes telephone-event/48000/2 whatever the codec, which makes keys last six
 * times as long, and PCMU/8000/1, which Chromium does not recognise. `announce` replaces the addresses of host candidates.
 */
export function mendAnswer(sdp: string, announce?: string): string {
  const mended = sdp.replace(/(telephone-event)\/48000\/2/g, "$1/8000").replace(/(PCM[UA]\/8000)\/1\b/g, "$1");
  if (!announce) return mended;
  return mended.replace(/^(a=candidate:\S+ \d+ \S+ \d+) \S+ (\d+ typ host)/gm, `$1 ${announce} $2`);
}
