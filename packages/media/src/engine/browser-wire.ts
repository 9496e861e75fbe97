import type { Direction, PeerConnection, Track } from "node-datachannel";
import { PAYLOAD_TYPE } from "../g711.ts";
import type { Codec, MediaDirection } from "../port.ts";
import { MediaError } from "../port.ts";
import { isRtcp, parseRtp } from "../rtp.ts";
import { type BrowserOffer, mendAnswer, readOffer } from "./browser-sdp.ts";
import { isWildcard } from "./config.ts";
import type { Wire, WireEvents } from "./wire.ts";

/** A page's connection: ICE and DTLS-SRTP by libdatachannel, RTP and its meaning by us. */
export interface BrowserWire extends Wire {
  readonly answerSdp: string;
  readonly codec: Codec;
  readonly dtmfPayloadType: number | null;
  readonly direction: MediaDirection;
}

export interface BrowserWireEvents extends WireEvents {
  /** The connection stands, or stands again. */
  onUp(): void;
  /** The page stopped answering, or closed. */
  onLost(): void;
}

export interface BrowserWireOptions {
  readonly bind?: string | undefined;
  readonly announce?: string | undefined;
  readonly ports: { readonly from: number; readonly to: number };
  /** Taken when the page offers it, so that nothing need be transcoded. */
  readonly preferredCodec: Codec | null;
  readonly ssrc: number;
}

/** Addresses are those of this host, no servers are asked: gathering takes milliseconds, or something is wrong. */
const GATHER_TIMEOUT_MS = 3000;
const DIRECTION: Readonly<Record<MediaDirection, Direction>> = {
  sendrecv: "SendRecv",
  sendonly: "SendOnly",
  recvonly: "RecvOnly",
  inactive: "Inactive",
};

/** Answers an offer; rejects with `bad-offer` when it cannot be. */
export async function answerBrowser(offerSdp: string, options: BrowserWireOptions, events: BrowserWireEvents): Promise<BrowserWire> {
  const offer = readOffer(offerSdp);
  const codec = offer.codecs.find((each) => each === options.preferredCodec) ?? offer.codecs[0]!;
  const { default: datachannel } = await import("node-datachannel");
  const connection = new datachannel.PeerConnection("leg", {
    iceServers: [],
    bindAddress: options.bind && isWildcard(options.bind) ? undefined : options.bind,
    portRangeBegin: options.ports.from,
    portRangeEnd: options.ports.to,
    disableAutoNegotiation: true,
    forceMediaTransport: true,
  });
  try {
    connection.setRemoteDescription(offerSdp, "offer");
    const audio = new datachannel.Audio(offer.mid, DIRECTION[offer.direction]);
    describeAudio(audio, { offer, codec, ssrc: options.ssrc });
    const track = connection.addTrack(audio);
    const wire = attach(connection, track, events);
    connection.setLocalDescription("answer");
    await gathered(connection);
    const answer = connection.localDescription();
    if (!answer) throw new Error("no answer was made");
    return {
      ...wire,
      codec,
      dtmfPayloadType: offer.dtmfPayloadType,
      direction: offer.direction,
      answerSdp: mendAnswer(answer.sdp, options.announce),
    };
  } catch (error) {
    connection.close();
    throw error instanceof MediaError ? error : new MediaError("bad-offer", `the offer cannot be answered: ${messageOf(error)}`);
  }
}

function describeAudio(
  audio: {
    addAudioCodec(payloadType: number, codec: string): void;
    addSSRC(ssrc: number, cname: string, msid: string, track: string): void;
  },
  choice: { offer: BrowserOffer; codec: Codec; ssrc: number },
): void {
  audio.addAudioCodec(PAYLOAD_TYPE[choice.codec], choice.codec);
  if (choice.offer.dtmfPayloadType !== null) audio.addAudioCodec(choice.offer.dtmfPayloadType, "telephone-event");
  audio.addSSRC(choice.ssrc, "cloverdesk", "call", "call-audio");
}

function attach(connection: PeerConnection, track: Track, events: BrowserWireEvents): Wire {
  let open = false;
  let closed = false;
  track.onMessage((datagram) => {
    if (closed) return;
    if (isRtcp(datagram)) return events.onReport(datagram);
    const packet = parseRtp(datagram);
    if (packet) events.onRtp(packet);
  });
  track.onOpen(() => {
    if (closed) return;
    open = true;
    events.onUp();
  });
  track.onClosed(() => {
    open = false;
  });
  connection.onStateChange((state) => {
    if (closed) return;
    if (state === "connected" && open) events.onUp();
    if (state === "disconnected" || state === "failed" || state === "closed") events.onLost();
  });
  const send = (datagram: Buffer) => {
    if (!open || closed) return;
    try {
      track.sendMessageBinary(datagram);
    } catch {
      // Closed under our hands by the page: the state change that tells so is on its way.
    }
  };
  return {
    send,
    sendReport: send,
    close() {
      if (closed) return;
      closed = true;
      connection.close();
    },
  };
}

function gathered(connection: PeerConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no local address could be gathered")), GATHER_TIMEOUT_MS);
    const check = () => {
      if (connection.gatheringState() !== "complete") return;
      clearTimeout(timer);
      resolve();
    };
    connection.onGatheringStateChange(check);
    check();
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
