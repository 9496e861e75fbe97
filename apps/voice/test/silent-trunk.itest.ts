import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectApi } from "./api-link.ts";
import { type Rig, SECRET, setRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  // A fiftieth of the usual patience: 0.64 s without a response instead of 32.
  rig = await setRig({ sip: { host: "127.0.0.1", port: 0, timers: { t1: 10 } } });
});
afterEach(() => rig.strike());

/** A carrier that receives and says nothing, until it is told to answer OPTIONS. */
async function silentCarrier() {
  const socket = createSocket("udp4");
  let answers = false;
  const invites: string[] = [];
  socket.on("message", (datagram, { port, address }) => {
    const lines = datagram.toString().split("\r\n");
    if (lines[0]?.startsWith("INVITE")) invites.push(lines[0]);
    if (!answers || !lines[0]?.startsWith("OPTIONS")) return;
    const kept = lines.filter((line) => /^(via|from|to|call-id|cseq):/i.test(line));
    socket.send(
      ["SIP/2.0 200 OK", ...kept.map((line) => (/^to:/i.test(line) ? `${line};tag=x` : line)), "Content-Length: 0", "", ""].join("\r\n"),
      port,
      address,
    );
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    port: socket.address().port,
    invites,
    wakeUp: () => {
      answers = true;
    },
    close: () => socket.close(),
  };
}

it("a trunk that says nothing is down after the first call, passed over by the next, and up when it answers", async () => {
  const carrier = await silentCarrier();
  const trunk = { host: "127.0.0.1", port: carrier.port, transport: "udp" } as const;
  const dial = async () => {
    const [callId, legId] = [randomUUID(), randomUUID()];
    const command = { name: "dial-leg", callId, legId, to: "+8613800138002", from: "+861055550100", trunk, ringTimeoutMs: 30_000 } as const;
    await rig.api.done(command);
    return (await rig.api.fact("leg.ended", (fact) => fact.legId === legId)).end;
  };
  expect(await dial()).toMatchObject({ by: "timeout", sipStatus: null, code: "trunk_silent" });
  await until(() => rig.api.trunks.length > 0, "voice says that it is down");
  expect(rig.api.trunks).toEqual([{ ...trunk, up: false }]);
  const sent = carrier.invites.length;
  expect(await dial()).toMatchObject({ by: "error", sipStatus: null, code: "trunk_dead" });
  expect(carrier.invites).toHaveLength(sent);
  // An api that comes later is told too.
  const late = await connectApi(rig.voice.linkPort, SECRET);
  await until(() => late.trunks.length > 0, "the other api is told");
  carrier.wakeUp();
  await until(() => rig.api.trunks[0]?.up === true && late.trunks[0]?.up === true, "both are told that it answers again", 20_000);
  late.close();
  carrier.close();
}, 40_000);

it("a trunk that refuses a call is up", async () => {
  const [callId, legId] = [randomUUID(), randomUUID()];
  const trunk = { host: "127.0.0.1", port: rig.phone.port, transport: "udp" } as const;
  await rig.api.done({ name: "dial-leg", callId, legId, to: "+8613800138002", from: "+861055550100", trunk, ringTimeoutMs: 30_000 });
  (await rig.phone.next()).call.reject(486);
  expect((await rig.api.fact("leg.ended", (fact) => fact.legId === legId)).end).toMatchObject({ by: "remote", sipStatus: 486 });
  await until(() => rig.api.trunks.length > 0, "voice says what it knows");
  expect(rig.api.trunks).toEqual([{ ...trunk, up: true }]);
});

it("a call that may be dialled again keeps its session without a leg: for the next trunk, or until the api ends it", async () => {
  const carrier = await silentCarrier();
  const nowhere = { host: "127.0.0.1", port: carrier.port, transport: "udp" } as const;
  const numbers = { to: "+8613800138002", from: "+861055550100", ringTimeoutMs: 30_000 };
  const dial = async (callId: string, trunk: typeof nowhere, mayDialAgain: boolean) => {
    const legId = randomUUID();
    await rig.api.done({ name: "dial-leg", callId, legId, ...numbers, trunk, mayDialAgain });
    return legId;
  };
  const ended = (legId: string) => rig.api.fact("leg.ended", (fact) => fact.legId === legId);
  const first = randomUUID();
  await ended(await dial(first, nowhere, true));
  const legId = await dial(first, { ...nowhere, port: rig.phone.port }, false);
  const callee = await rig.phone.next();
  callee.answer();
  await rig.api.fact("leg.answered", (fact) => fact.legId === legId);
  expect(rig.api.facts.some(({ callId, fact }) => callId === first && fact.name === "session.ended")).toBe(false);
  callee.call.hangUp();
  await rig.api.fact("session.ended", (_, callId) => callId === first);

  const second = randomUUID();
  await ended(await dial(second, nowhere, true));
  expect(rig.voice.sessions).toBe(1);
  await rig.api.done({ name: "end-session", callId: second });
  await rig.api.fact("session.ended", (_, callId) => callId === second);

  // Once the phone rang nothing is dialled again, and the session ends with its leg.
  const third = randomUUID();
  await dial(third, { ...nowhere, port: rig.phone.port }, true);
  const { call } = await rig.phone.next();
  call.ring();
  await rig.api.fact("leg.ringing", (_, callId) => callId === third);
  call.reject(503);
  await rig.api.fact("session.ended", (_, callId) => callId === third);
  carrier.close();
});
