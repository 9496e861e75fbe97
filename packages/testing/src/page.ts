import { mendAnswer } from "@cloverdesk/media/engine/browser-sdp";
import { createRtcpSession } from "@cloverdesk/media/rtcp";
import { isRtcp, parseRtp } from "@cloverdesk/media/rtp";
import datachannel from "node-datachannel";
import { withoutCandidates } from "../../media/test/page-peer.ts";
import { createTalker, type Talker } from "../../media/test/talker.ts";

/** An agent's page without a browser: a WebRTC peer that offers G.711 with keys on payload type 126, as Chromium does. */
export interface Page extends Talker {
  readonly offerSdp: string;
  accept(answerSdp: string): void;
  /** Gone without a word when the far end closes, as a page is. */
  close(): void;
}

const DTMF_PAYLOAD_TYPE = 126;
const REPORT_EVERY_MS = 300;
let pages = 0;

export async function openPage(options: { toneHz: number }): Promise<Page> {
  const ssrc = 0xbea0_0000 + pages++;
  const connection = new datachannel.PeerConnection("page", {
    iceServers: [],
    bindAddress: "127.0.0.1",
    disableAutoNegotiation: true,
    forceMediaTransport: true,
  });
  const audio = new datachannel.Audio("0", "SendRecv");
  audio.addAudioCodec(0, "PCMU");
  audio.addAudioCodec(8, "PCMA");
  audio.addAudioCodec(DTMF_PAYLOAD_TYPE, "telephone-event");
  audio.addSSRC(ssrc, "page", "page", "page-audio");
  const track = connection.addTrack(audio);
  const reports = createRtcpSession(ssrc, { now: () => performance.now(), wall: () => Date.now() });
  let closed = false;

  const send = (datagram: Buffer): void => {
    if (closed || !track.isOpen()) return;
    const packet = isRtcp(datagram) ? null : parseRtp(datagram);
    if (packet) reports.sent(packet.timestamp, packet.payload.length);
    try {
      track.sendMessageBinary(datagram);
    } catch {
      // The far end closed between the question and the sending.
      closed = true;
    }
  };
  const talker = createTalker({ toneHz: options.toneHz, codec: "PCMU", dtmfPayloadType: DTMF_PAYLOAD_TYPE, ssrc, send });
  track.onMessage((datagram) => {
    if (isRtcp(datagram)) return reports.onReport(datagram);
    const packet = parseRtp(datagram);
    if (packet) reports.received(packet);
    talker.listen(datagram);
  });
  const reporting = setInterval(() => {
    const report = talker.dropping ? null : reports.report();
    if (report) send(report);
  }, REPORT_EVERY_MS);

  const complete = new Promise<void>((resolve) => {
    connection.onGatheringStateChange((state) => state === "complete" && resolve());
  });
  connection.setLocalDescription("offer");
  await complete;
  return Object.assign(talker, {
    offerSdp: withoutCandidates(mendAnswer(connection.localDescription()!.sdp)),
    accept: (answerSdp: string) => connection.setRemoteDescription(answerSdp, "answer"),
    close() {
      closed = true;
      talker.stop();
      clearInterval(reporting);
      connection.close();
    },
  });
}
