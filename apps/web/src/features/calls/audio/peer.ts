import { callEndpoints } from "@cloverdesk/contracts";
import { call } from "../../../shared/api/index.ts";
import { tabId } from "../../../shared/realtime/index.ts";

const GATHER_MS = 500;

/** Waits until all candidates are in the offer, at most `GATHER_MS`: the server takes one offer with all of them. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState !== "complete") return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/** G.711 first, since the line speaks it: no transcoding anywhere. */
function preferG711(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities("audio")?.codecs ?? [];
  const wanted = codecs.filter((c) => /^audio\/(PCMA|PCMU|telephone-event)$/i.test(c.mimeType));
  if (wanted.length > 0) transceiver.setCodecPreferences(wanted);
}

/**
 * Connects this page's sound to a call: offer with the microphone's track (silent as long as the track is disabled), answer from the
 * server. Throws ApiError, or whatever the browser says about the answer.
 */
export async function connectPeer(
  callId: string,
  track: MediaStreamTrack,
  onStream: (stream: MediaStream) => void,
): Promise<RTCPeerConnection> {
  const peer = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
  try {
    peer.ontrack = ({ streams, track: remote }) => onStream(streams[0] ?? new MediaStream([remote]));
    preferG711(peer.addTransceiver(track, { direction: "sendrecv", streams: [new MediaStream([track])] }));
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    const offer = peer.localDescription?.sdp ?? "";
    const { answer } = await call(callEndpoints.connectAudio, { params: { callId }, body: { tabId: tabId(), offer } });
    await peer.setRemoteDescription({ type: "answer", sdp: answer });
    return peer;
  } catch (error) {
    peer.close();
    throw error;
  }
}
