import { fileURLToPath } from "node:url";
import { callEndpoints } from "@cloverdesk/contracts";
import { createEnginePool } from "@cloverdesk/media";
import { openPagePeer, openRtpPhone, openSipPhone, type SipPhone } from "@cloverdesk/testing/phone";
import { serve } from "../process/child.ts";
import { AGENT_HZ, CALLER_HZ, type Desk, finish, nextRing, openDesk, type Ringing } from "./desk.ts";
import { firstSound } from "./first-sound.ts";

/** Agents with microphones and callers with telephones, both sounding a tone, in one process: so one clock tells when each hears the other. */

/** Times since the answer click, ms. */
export interface Answered {
  /** The api had answered the click. */
  told: number;
  agentHears: number;
  callerHears: number;
  /** Both hear each other. */
  bothHear: number;
}

const desks: Desk[] = [];
const talking: Ringing[] = [];
let phone: SipPhone | undefined;
let product: { sipPort: number; hotline: string };
let callersSoFar = 0;

/** As many callers as desks. Which of them rings at which desk is routing's choice: they are matched by the number. */
async function ringAt(some: Desk[]): Promise<Ringing[]> {
  if (!phone) throw new Error("open comes first");
  const rings = some.map(nextRing);
  const callers = new Map<string, Ringing["caller"]>();
  for (const _ of some) {
    const from = `+86138001${String(callersSoFar++ % 100_000).padStart(5, "0")}`;
    callers.set(from, await phone.begin(product.sipPort, { from, to: product.hotline, toneHz: CALLER_HZ }));
  }
  return Promise.all(
    rings.map(async (ring) => {
      const { desk, contact, peer } = await ring;
      const caller = callers.get(contact.number);
      if (!caller) throw new Error(`nobody called from ${contact.number}`);
      return { desk, callId: contact.id, peer, caller };
    }),
  );
}

async function click({ desk, callId, peer, caller }: Ringing): Promise<Answered> {
  const since = performance.now();
  const told = desk.client.call(callEndpoints.answer, { params: { callId } }).then(() => performance.now());
  const ears = [firstSound(peer, CALLER_HZ, since), firstSound(caller.rtp, AGENT_HZ, since)] as const;
  const [agent, customer] = await Promise.all(ears);
  const [agentHears, callerHears] = [agent - since, customer - since];
  return { told: (await told) - since, agentHears, callerHears, bothHear: Math.max(agentHears, callerHears) };
}

async function hangUp({ desk, callId, peer, caller }: Ringing): Promise<void> {
  caller.call.hangUp();
  await caller.ended;
  caller.rtp.close();
  peer.close();
  await finish(desk, callId);
}

const verbs = {
  async open(base: string, loginNames: string[], given: typeof product): Promise<void> {
    product = given;
    phone ??= await openSipPhone();
    for (const loginName of loginNames) desks.push(await openDesk(base, loginName));
  },
  /** `count` agents answer in the same instant. */
  async answer(count: number): Promise<Answered[]> {
    const ringing = await ringAt(desks.slice(0, count));
    const answered = await Promise.all(ringing.map(click));
    await Promise.all(ringing.map(hangUp));
    return answered;
  },
  /** `count` more agents talk from now on; they must be all who are free, for routing rings whom it likes. */
  async talk(count: number): Promise<void> {
    const ringing = await ringAt(desks.slice(talking.length, talking.length + count));
    await Promise.all(ringing.map(click));
    talking.push(...ringing);
  },
  async end(): Promise<void> {
    await Promise.all(talking.splice(0).map(hangUp));
  },
  /** The floor: the engine's own bridge between the same two ends, in a worker process, with nothing before it. */
  async bridgeAlone(rounds: number): Promise<number[]> {
    const place = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
    const config = {
      trunk: { bind: "127.0.0.1" },
      browser: { bind: "127.0.0.1" },
      ports: { from: 19_000, to: 19_900 },
      promptFolder: place("../../packages/media/prompts"),
    };
    const engine = await createEnginePool(config, { workers: 1, entry: place("../../apps/voice/dist/worker.mjs") });
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const callId = `round-${round}`;
      const [rtp, peer] = await Promise.all([openRtpPhone({ toneHz: CALLER_HZ }), openPagePeer({ toneHz: AGENT_HZ })]);
      await engine.createCall(callId);
      rtp.to(await engine.addTrunkLeg(callId, "customer"));
      await engine.setTrunkRemote(callId, "customer", rtp.remote());
      const up = new Promise<void>((resolve) => {
        const stop = engine.onEvent((event) => {
          if (event.type !== "leg-state" || event.callId !== callId || event.legId !== "agent" || event.state !== "up") return;
          stop();
          resolve();
        });
      });
      peer.accept(await engine.addBrowserLeg(callId, "agent", peer.offerSdp));
      await up;
      rtp.start();
      peer.start();
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 20));
      const since = performance.now();
      await engine.bridge(callId, "customer", "agent");
      const ears = await Promise.all([firstSound(peer, CALLER_HZ, since), firstSound(rtp, AGENT_HZ, since)]);
      times.push(Math.max(...ears) - since);
      await engine.endCall(callId);
      rtp.close();
      peer.close();
    }
    await engine.close();
    return times;
  },
};
export type Conversation = typeof verbs;

serve(verbs);
