import { createSocket } from "node:dgram";
import { createAudioSession, sipUri, UserAgent } from "@cloverdesk/sip";
import { now, paced } from "../figures/clock.ts";
import { serve } from "../process/child.ts";

/** Callers of a carrier in one process: SIP without sound. What the product plays goes to one port and is thrown away. */

export interface Placed {
  /** Caller's number, unlike any other of the run. */
  number: string;
  sentAt: number;
  answeredAt: number | null;
  endedAt: number;
  /** Final SIP status; 200 for a call that was answered and hung up. */
  status: number;
}

export interface Target {
  sipPort: number;
  /** The number that is dialled. */
  to: string;
  /** How long a call lasts after its answer, ms. */
  holdMs: number;
  /** The first caller's number in this run: callers of two runs must not look alike. */
  first: number;
}

const agent = new UserAgent({ host: "127.0.0.1", port: 0, sessionExpires: 0 });
const sink = createSocket("udp4");
let sinkPort = 0;

function place({ sipPort, to, holdMs, first }: Target, n: number): Promise<Placed> {
  const number = `+86138001${String(first + n).padStart(5, "0")}`;
  const audio = createAudioSession({ address: "127.0.0.1", port: sinkPort, codecs: ["PCMU"] });
  return new Promise((resolve) => {
    const sentAt = now();
    let answeredAt: number | null = null;
    const call = agent.dial({ uri: sipUri(to, "127.0.0.1", sipPort), from: number, sdp: audio.offer() });
    call.on("answer", () => {
      answeredAt = now();
      if (holdMs > 0) setTimeout(() => call.hangUp(), holdMs);
      else call.hangUp();
    });
    call.on("end", ({ status }) => resolve({ number, sentAt, answeredAt, endedAt: now(), status }));
  });
}

const verbs = {
  async open(): Promise<void> {
    await agent.start();
    await new Promise<void>((resolve) => sink.bind(0, "127.0.0.1", resolve));
    sinkPort = sink.address().port;
  },
  /** Begins `perSecond` calls each second for `seconds`, whatever becomes of them; answers when all have ended. */
  async atRate(target: Target, perSecond: number, seconds: number): Promise<Placed[]> {
    const calls: Promise<Placed>[] = [];
    await paced(Math.round(perSecond * seconds), 1000 / perSecond, (n) => void calls.push(place(target, n)));
    return Promise.all(calls);
  },
  /** Keeps `atOnce` calls going for `seconds`: as many as the other side can take. */
  async asManyAs(target: Target, atOnce: number, seconds: number): Promise<Placed[]> {
    const placed: Placed[] = [];
    const end = now() + seconds * 1000;
    let n = 0;
    const one = async (): Promise<void> => {
      while (now() < end) placed.push(await place(target, n++));
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return placed;
  },
};
export type Callers = typeof verbs;

serve(verbs);
