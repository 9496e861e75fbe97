import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { type Failed, type Flow, ListenError } from "./flow.ts";

export interface UdpSocket {
  readonly port: number;
  send(text: string, flow: Flow, failed?: Failed): void;
  close(): Promise<void>;
}

/** Kernel buffer, bytes: bursts of calls must not be lost while JavaScript is busy. */
const RECEIVE_BUFFER = 4 * 1024 * 1024;

/** Bind a UDP socket; rejects with ListenError. */
export async function openUdp(host: string, port: number, receive: (bytes: Buffer, flow: Flow) => void): Promise<UdpSocket> {
  const socket = createSocket({ type: isIPv6(host) ? "udp6" : "udp4", recvBufferSize: RECEIVE_BUFFER });
  socket.on("message", (bytes, from) => receive(bytes, { protocol: "UDP", host: from.address, port: from.port }));
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      socket.close();
      reject(new ListenError("UDP", host, port, error.code ?? error.message));
    };
    socket.once("error", fail);
    socket.bind(port, host, () => {
      socket.off("error", fail);
      // Later errors belong to single datagrams (e.g. ICMP unreachable): retransmission and time-outs deal with them.
      socket.on("error", () => {});
      resolve();
    });
  });
  let open = true;
  return {
    port: socket.address().port,
    send(text, flow, failed) {
      if (!open) return failed?.(new Error("socket closed"));
      try {
        socket.send(text, flow.port, flow.host, (error) => {
          if (error) failed?.(error);
        });
      } catch (error) {
        failed?.(error as Error);
      }
    },
    close() {
      if (!open) return Promise.resolve();
      open = false;
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}
