import { createSocket, type Socket } from "node:dgram";
import { serve } from "../process/child.ts";
import { createStamper, delayOf, type Stamper, speak } from "./stamped.ts";

/** Plain RTP telephones, one UDP port each, that send stamped packets. */

export interface Heard {
  /** One per packet received, ms. */
  delays: number[];
  sent: number;
}

interface Phone {
  socket: Socket;
  stamper: Stamper;
  target: { address: string; port: number } | null;
}

const phones: Phone[] = [];
let delays: number[] = [];
let silence = (): void => {};

const verbs = {
  /** Opens phones; answers their ports. */
  async open(count: number): Promise<number[]> {
    for (let n = 0; n < count; n++) {
      const socket = createSocket({ type: "udp4", recvBufferSize: 1 << 18 });
      await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
      socket.on("message", (datagram) => {
        const delay = delayOf(datagram);
        if (delay !== null) delays.push(delay);
      });
      socket.on("error", () => {});
      phones.push({ socket, stamper: createStamper(0xca11_0000 + n), target: null });
    }
    return phones.slice(-count).map(({ socket }) => socket.address().port);
  },
  /** Where each phone sends, in their order. */
  point(ports: number[]): void {
    for (const [i, phone] of phones.entries()) phone.target = { address: "127.0.0.1", port: ports[i] ?? 0 };
  },
  start(): void {
    silence = speak(
      phones.map(({ socket, stamper, target }) => () => {
        if (target) socket.send(stamper.packet(), target.port, target.address);
      }),
    );
  },
  stop(): void {
    silence();
  },
  take(): Heard {
    const heard = { delays, sent: phones.reduce((sum, { stamper }) => sum + stamper.sent, 0) };
    delays = [];
    for (const { stamper } of phones) stamper.sent = 0;
    return heard;
  },
  close(): void {
    silence();
    for (const { socket } of phones.splice(0)) socket.close();
  },
};
export type Phones = typeof verbs;

serve(verbs);
