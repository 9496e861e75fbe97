import type { RtpPacket } from "../rtp.ts";

/** How the packets of a leg travel: plain UDP, or ICE and DTLS-SRTP. Sending never throws; what cannot go is lost. */
export interface Wire {
  send(datagram: Buffer): void;
  sendReport(datagram: Buffer): void;
  close(): void;
}

export interface WireEvents {
  onRtp(packet: RtpPacket): void;
  onReport(datagram: Buffer): void;
}
