import { createSocket } from "node:dgram";
import { serve } from "../process/child.ts";

/** The floor under a bridge: a bare RTP relay, two UDP ports a call, each datagram passed on as it came. */
const verbs = {
  /** Joins `left[i]` with `right[i]`; answers the ports that each side is to send to. */
  async open(left: number[], right: number[]): Promise<{ left: number[]; right: number[] }> {
    const ports: { left: number[]; right: number[] } = { left: [], right: [] };
    for (const [i, leftPort] of left.entries()) {
      const [a, b] = await Promise.all([bound(), bound()]);
      a.on("message", (datagram) => b.send(datagram, right[i] ?? 0, "127.0.0.1"));
      b.on("message", (datagram) => a.send(datagram, leftPort, "127.0.0.1"));
      ports.left.push(a.address().port);
      ports.right.push(b.address().port);
    }
    return ports;
  },
};
export type Relay = typeof verbs;

async function bound() {
  const socket = createSocket({ type: "udp4", recvBufferSize: 1 << 18 });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  socket.on("error", () => {});
  return socket;
}

serve(verbs);
