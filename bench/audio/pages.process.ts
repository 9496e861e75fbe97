import { mendAnswer } from "@cloverdesk/media/engine/browser-sdp";
import datachannel, { type PeerConnection, type Track } from "node-datachannel";
import { serve } from "../process/child.ts";
import type { Heard } from "./phones.process.ts";
import { createStamper, delayOf, type Stamper, speak } from "./stamped.ts";

/** Agents' pages without browsers: real WebRTC peers (ICE, DTLS-SRTP) that send stamped packets. */

interface Peer {
  connection: PeerConnection;
  track: Track;
  stamper: Stamper;
  open: boolean;
}

const peers: Peer[] = [];
let delays: number[] = [];
let silence = (): void => {};

const verbs = {
  /** A new peer; answers its offer with all candidates. */
  async offer(): Promise<string> {
    const ssrc = 0xbeef_0000 + peers.length;
    const connection = new datachannel.PeerConnection("page", {
      iceServers: [],
      bindAddress: "127.0.0.1",
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    const audio = new datachannel.Audio("0", "SendRecv");
    audio.addAudioCodec(0, "PCMU");
    audio.addSSRC(ssrc, "page", "page", "page-audio");
    const peer: Peer = { connection, track: connection.addTrack(audio), stamper: createStamper(ssrc), open: false };
    peer.track.onOpen(() => {
      peer.open = true;
    });
    peer.track.onMessage((datagram) => {
      const delay = delayOf(datagram);
      if (delay !== null) delays.push(delay);
    });
    peers.push(peer);
    const complete = new Promise<void>((resolve) => {
      connection.onGatheringStateChange((state) => state === "complete" && resolve());
    });
    connection.setLocalDescription("offer");
    await complete;
    // Without candidates the engine learns our address from our checks: were it to check first, DTLS could be done before its fingerprint is read.
    return mendAnswer(connection.localDescription()?.sdp ?? "").replace(/a=(candidate:.*|end-of-candidates)\r\n/g, "");
  },
  /** The answer to the latest offer. */
  accept(answerSdp: string): void {
    peers.at(-1)?.connection.setRemoteDescription(answerSdp, "answer");
  },
  start(): void {
    silence = speak(
      peers.map((peer) => () => {
        if (peer.open) peer.track.sendMessageBinary(peer.stamper.packet());
      }),
    );
  },
  stop(): void {
    silence();
  },
  take(): Heard {
    const heard = { delays, sent: peers.reduce((sum, { stamper }) => sum + stamper.sent, 0) };
    delays = [];
    for (const { stamper } of peers) stamper.sent = 0;
    return heard;
  },
  close(): void {
    silence();
    for (const { connection } of peers.splice(0)) connection.close();
  },
};
export type Pages = typeof verbs;

serve(verbs);
