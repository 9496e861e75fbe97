import datachannel from "node-datachannel";
import { mendAnswer } from "../src/engine/browser-sdp.ts";
import { PAYLOAD_TYPE } from "../src/g711.ts";
import type { Codec } from "../src/port.ts";
import { createRtcpSession } from "../src/rtcp.ts";
import { isRtcp, parseRtp } from "../src/rtp.ts";
import { createTalker, type Talker } from "./talker.ts";

/** An agent's page without a browser: a WebRTC peer that offers G.711 with keys on payload type 126, as Chromium does. */
export interface PagePeer extends Talker {
  readonly offerSdp: string;
  accept(answerSdp: string): void;
  /** While `dropping`, reports are kept back too: a page asleep. */
  dropping: boolean;
  /** The connection ends while the page talks on, as when word of the far end's closing reaches it. */
  breakOff(): void;
  /** Round trip that this side measured from reports, ms. */
  rttMs(): number | null;
  close(): void;
}

const DTMF_PAYLOAD_TYPE = 126;
const REPORT_EVERY_MS = 300;
let peers = 0;

export async function openPagePeer(options: { toneHz: number; codecs?: readonly Codec[] }): Promise<PagePeer> {
  const codecs = options.codecs ?? ["PCMU", "PCMA"];
  const ssrc = 0xbeef_0000 + peers++;
  const connection = new datachannel.PeerConnection("page", {
    iceServers: [],
    bindAddress: "127.0.0.1",
    disableAutoNegotiation: true,
    forceMediaTransport: true,
  });
  const audio = new datachannel.Audio("0", "SendRecv");
  for (const codec of codecs) audio.addAudioCodec(PAYLOAD_TYPE[codec], codec);
  audio.addAudioCodec(DTMF_PAYLOAD_TYPE, "telephone-event");
  audio.addSSRC(ssrc, "page", "page", "page-audio");
  const track = connection.addTrack(audio);
  const reports = createRtcpSession(ssrc, { now: () => performance.now(), wall: () => Date.now() });
  let open = false;
  track.onOpen(() => {
    open = true;
  });
  const send = (datagram: Buffer) => {
    if (!open) return;
    const packet = parseRtp(datagram);
    if (packet && !isRtcp(datagram)) reports.sent(packet.timestamp, packet.payload.length);
    try {
      track.sendMessageBinary(datagram);
    } catch {
      // The far end closed, and now and then word of it comes through: what is said to nobody must not stop the others' clock.
    }
  };
  const talker = createTalker({ toneHz: options.toneHz, codec: codecs[0], dtmfPayloadType: DTMF_PAYLOAD_TYPE, ssrc, send });
  track.onMessage((datagram) => {
    if (isRtcp(datagram)) return reports.onReport(datagram);
    const packet = parseRtp(datagram);
    if (packet) reports.received(packet);
    talker.listen(datagram);
  });
  const reporting = setInterval(() => {
    const report = reports.report();
    if (report && !talker.dropping) send(report);
  }, REPORT_EVERY_MS);

  const complete = new Promise<void>((resolve) => {
    connection.onGatheringStateChange((state) => state === "complete" && resolve());
  });
  connection.setLocalDescription("offer");
  await complete;
  return Object.assign(talker, {
    offerSdp: withoutCandidates(mendAnswer(connection.localDescription()!.sdp)),
    accept: (answerSdp: string) => connection.setRemoteDescription(answerSdp, "answer"),
    breakOff: () => connection.close(),
    rttMs: () => reports.stats().rttMs,
    close() {
      open = false;
      talker.stop();
      clearInterval(reporting);
      connection.close();
    },
  });
}

/**
 * As a browser that hides its addresses: the far end learns ours from our checks. Were it to check first, libdatachannel could finish DTLS before it
 * has read the answer's fingerprint, and close.
 */
function withoutCandidates(sdp: string): string {
  return sdp.replace(/a=(candidate:.*|end-of-candidates)\r\n/g, "");
}
