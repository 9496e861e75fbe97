import { createSocket } from "node:dgram";
import { now } from "../figures/clock.ts";
import { serve } from "../process/child.ts";

/**
 * The floor under SIP over UDP: the datagrams of a call, as many and as long as SIP's, and nothing that reads them. A datagram is its step in the call and
 * the number of the call; the answerer sends what is due after each step, the caller goes on with what comes back.
 */

/** INVITE → 100, 200 → ACK, BYE → 200: their usual lengths in octets. */
const LENGTHS = { invite: 850, trying: 330, ok: 820, ack: 420, bye: 430, done: 340 } as const;
type Step = keyof typeof LENGTHS;
const STEPS = Object.keys(LENGTHS) as Step[];

const socket = createSocket({ type: "udp4", recvBufferSize: 1 << 20 });
const send = (step: Step, call: number, port: number): void => {
  const datagram = Buffer.alloc(LENGTHS[step], 0x20);
  datagram[0] = STEPS.indexOf(step);
  datagram.writeUInt32BE(call, 1);
  socket.send(datagram, port, "127.0.0.1");
};
const finished = new Map<number, () => void>();

socket.on("message", (datagram, { port }) => {
  const call = datagram.readUInt32BE(1);
  const step = STEPS[datagram[0] ?? 0];
  if (step === "invite") {
    send("trying", call, port);
    send("ok", call, port);
  } else if (step === "ok") {
    send("ack", call, port);
    send("bye", call, port);
  } else if (step === "bye") send("done", call, port);
  else if (step === "done") finished.get(call)?.();
});

const verbs = {
  async open(): Promise<number> {
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return socket.address().port;
  },
  /** Keeps `atOnce` exchanges going for `seconds`; answers how many were completed. One that is lost is given up after a second. */
  async asManyAs(port: number, atOnce: number, seconds: number): Promise<number> {
    const end = now() + seconds * 1000;
    let count = 0;
    let completed = 0;
    const one = async (): Promise<void> => {
      while (now() < end) {
        const call = count++;
        const done = await new Promise<boolean>((resolve) => {
          const lost = setTimeout(() => resolve(false), 1_000);
          finished.set(call, () => {
            clearTimeout(lost);
            resolve(true);
          });
          send("invite", call, port);
        });
        finished.delete(call);
        if (done) completed++;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return completed;
  },
};
export type Datagrams = typeof verbs;

serve(verbs);
