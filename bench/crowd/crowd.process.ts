import {
  agentEndpoints,
  type Contact,
  callPushes,
  HEARTBEAT,
  HEARTBEAT_MS,
  PUSH,
  type PushEnvelope,
  type QueueCount,
  routingPushes,
} from "@cloverdesk/contracts";
import { io, type Socket } from "socket.io-client";
import { TEST_PASSWORD } from "../../apps/api/src/modules/identity/identity.factory.ts";
import { type ApiClient, apiClient } from "../../apps/api/test/api-client.ts";
import { now } from "../figures/clock.ts";
import { serve } from "../process/child.ts";

/** Many agents' pages in one process: signed in over HTTP, connected by Socket.IO, with heartbeats; and pages of a floor, which only listen. */

/** A push that arrived at one page. `key`: a queue's count, a caller's number, or what a floor sent. */
export interface Receipt {
  key: string;
  at: number;
}

const SIGN_INS_AT_ONCE = 12;
const clients: ApiClient[] = [];
const sockets: Socket[] = [];
let counts: Receipt[] = [];
let rings: Receipt[] = [];
let floors: Receipt[] = [];

async function openPage(base: string, loginName: string, duty: "ready" | "on_break"): Promise<void> {
  const client = apiClient(base, () => new Date());
  await client.signIn(loginName, TEST_PASSWORD);
  const { socket, tabId, pushes } = await client.page();
  const rung = new Set<string>();
  socket.on(PUSH, ({ name, data }: PushEnvelope) => {
    const at = now();
    // Kept for tests, which look at them later; here they would only grow.
    pushes.length = 0;
    if (name === routingPushes.waiting.name) counts.push({ key: String((data as QueueCount).waiting), at });
    if (name !== callPushes.changed.name) return;
    const { id, state, number } = data as Contact;
    if (state !== "ringing" || rung.has(id)) return;
    rung.add(id);
    rings.push({ key: number, at });
  });
  setTimeout(() => setInterval(() => socket.emit(HEARTBEAT), HEARTBEAT_MS), Math.random() * HEARTBEAT_MS);
  await client.call(agentEndpoints.ask, { body: { tabId, state: duty } });
  clients.push(client);
}

const verbs = {
  /** Signs all these people in and brings them on duty; answers how long the machine took, ms. */
  async signIn(base: string, loginNames: string[], duty: "ready" | "on_break"): Promise<number> {
    const start = now();
    const left = [...loginNames];
    const work = async (): Promise<void> => {
      for (let name = left.pop(); name; name = left.pop()) await openPage(base, name, duty);
    };
    await Promise.all(Array.from({ length: SIGN_INS_AT_ONCE }, work));
    return now() - start;
  },
  /** Opens connections that listen for `floor` and do nothing else. */
  async listen(url: string, count: number): Promise<void> {
    for (let opened = 0; opened < count; opened += 50)
      await Promise.all(Array.from({ length: Math.min(50, count - opened) }, () => openListener(url)));
  },
  take() {
    const taken = { counts, rings, floors, connected: clients.length };
    [counts, rings, floors] = [[], [], []];
    return taken;
  },
};
export type Crowd = typeof verbs;

async function openListener(url: string): Promise<void> {
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
  socket.on("floor", ({ key }: { key: string }) => void floors.push({ key, at: now() }));
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
  sockets.push(socket);
}

serve(verbs);
