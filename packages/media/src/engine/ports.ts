import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { MediaError } from "../port.ts";

/** Two sockets side by side: RTP on an even port, RTCP on the next (RFC 3550 §11). */
export interface PortPair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  readonly port: number;
}

/** A burst of packets while the process is busy must fit. */
const RECEIVE_BUFFER = 1 << 19;

/** Hands out port pairs of a range, both ends included; what another program holds is stepped over. */
export function createPortRange(bind: string, range: { from: number; to: number }): { open(): Promise<PortPair> } {
  const first = range.from + (range.from % 2);
  const pairs = Math.max(0, Math.floor((range.to - first + 1) / 2));
  let next = pairs > 0 ? randomInt(pairs) : 0;
  return {
    async open() {
      for (let tries = 0; tries < pairs; tries++) {
        const port = first + 2 * (next++ % pairs);
        const pair = await openPair(bind, port);
        if (pair) return pair;
      }
      throw new MediaError("no-port", `no free RTP port in ${range.from}-${range.to} on ${bind}`);
    },
  };
}

async function openPair(bind: string, port: number): Promise<PortPair | null> {
  const rtp = await openSocket(bind, port);
  if (!rtp) return null;
  const rtcp = await openSocket(bind, port + 1).catch((error: unknown) => {
    rtp.close();
    throw error;
  });
  if (rtcp) return { rtp, rtcp, port };
  rtp.close();
  return null;
}

/** Null when the port is taken; any other failure (no such address) is the operator's to know. */
function openSocket(bind: string, port: number): Promise<Socket | null> {
  const socket = createSocket({ type: isIPv6(bind) ? "udp6" : "udp4", recvBufferSize: RECEIVE_BUFFER });
  return new Promise((resolve, reject) => {
    socket.once("error", (error: NodeJS.ErrnoException) => {
      socket.close();
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(new MediaError("no-port", `RTP cannot listen on ${bind}: ${error.message}`));
    });
    socket.bind(port, bind, () => {
      socket.removeAllListeners("error");
      resolve(socket);
    });
  });
}
