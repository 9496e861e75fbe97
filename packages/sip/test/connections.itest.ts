import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { CallEnd } from "../src/dialog/call-types.ts";
import { createAccessList } from "../src/guard/access-list.ts";
import { request, responseOf, SDP } from "./messages.ts";
import { closeAgents, once, openAgent, uriOf } from "./sockets.ts";

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  expect(await closeAgents()).toEqual([]);
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

/** A peer that does with every piece of data what the test says; `nth` counts its connections from 1. */
async function openPeer(heard: (text: string, socket: Socket, nth: number) => void) {
  let connections = 0;
  const server = createServer((socket) => {
    const nth = ++connections;
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", (bytes) => heard(bytes.toString(), socket, nth));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  const { port } = server.address() as { port: number };
  return { uri: `sip:1@127.0.0.1:${port};transport=tcp`, connections: () => connections };
}

/** A connection from an address of the loopback; `closed` resolves when the other side closes it. */
function knock(port: number, from = "127.0.0.1") {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  sockets.push(socket);
  socket.on("error", () => {});
  socket.resume();
  return { opened: once(socket, "connect"), closed: once(socket, "close") };
}

/** Timers at a hundredth: 32 s of patience pass in 320 ms. */
const timers = { t1: 5, t2: 40, t4: 50 };
const plan = { from: "+861055550100", sdp: SDP };

describe("a connection that breaks", () => {
  it("before anything came back fails the call at once", async () => {
    const us = await openAgent();
    const { uri } = await openPeer((_text, socket) => socket.destroy());
    expect(await once<CallEnd>(us.dial({ uri, ...plan }), "end")).toMatchObject({ by: "error", status: 503 });
    expect(us.stats().transactions).toBe(0);
  });

  it("while it rings leaves the call alone: the answer comes over another one", async () => {
    const us = await openAgent();
    const { uri } = await openPeer((text, socket) => {
      if (!text.startsWith("INVITE")) return;
      const headers = { Contact: `<${uri}>` };
      socket.end(responseOf(text, 180, { headers }));
      socket.once("close", () => {
        const back = connect(us.address("TCP")!.port, "127.0.0.1");
        sockets.push(back);
        back.write(responseOf(text, 200, { headers, body: SDP }));
      });
    });
    const call = us.dial({ uri, ...plan });
    expect(await once(call, "answer")).toBe(SDP);
  });
});

describe("a connection on which nothing is heard", () => {
  it("is given up with the request that timed out, and the next request opens another", async () => {
    const us = await openAgent({ timers });
    const peer = await openPeer((text, socket, nth) => {
      if (nth > 1 && text.startsWith("INVITE")) socket.write(responseOf(text, 486));
    });
    expect(await once<CallEnd>(us.dial({ uri: peer.uri, ...plan }), "end")).toMatchObject({ by: "timeout", status: 408 });
    expect(await once<CallEnd>(us.dial({ uri: peer.uri, ...plan }), "end")).toMatchObject({ by: "remote", status: 486 });
    expect(peer.connections()).toBe(2);
  });

  it("counts as dead only when the next one stays silent, too: then no third is opened", async () => {
    const us = await openAgent({ timers });
    const peer = await openPeer(() => {});
    const dial = () => once<CallEnd>(us.dial({ uri: peer.uri, ...plan }), "end");
    expect(await dial()).toMatchObject({ by: "timeout", status: 408 });
    expect(us.stats().deadTargets).toBe(0);
    expect(await dial()).toMatchObject({ by: "timeout", status: 408 });
    expect(us.stats().deadTargets).toBe(1);
    expect(await dial()).toMatchObject({ by: "error", status: 503 });
    expect(peer.connections()).toBe(2);
  });

  it("but the answers to others is kept", async () => {
    const us = await openAgent({ timers });
    const peer = await openPeer((text, socket) => {
      for (const one of text.split(/(?=OPTIONS sip)/)) if (one.startsWith("OPTIONS")) socket.write(responseOf(one, 200));
    });
    us.ping({ uri: peer.uri, intervalMs: 20, timeoutMs: 10_000 });
    expect(await once<CallEnd>(us.dial({ uri: peer.uri, ...plan }), "end")).toMatchObject({ by: "timeout", status: 408 });
    const pinger = us.ping({ uri: peer.uri, timeoutMs: 10_000 });
    expect(await once(pinger, "change")).toMatchObject({ health: "up" });
    expect(peer.connections()).toBe(1);
  });
});

describe("places for connections", () => {
  it("are not for strangers: those are turned away at the door, and counted", async () => {
    const carrier = await openAgent({ accessList: createAccessList(["127.0.0.1"]), maxConnections: 1 });
    carrier.on("call", (call) => call.answer("answer"));
    const { port } = carrier.address("TCP")!;
    await Promise.all(Array.from({ length: 5 }, () => knock(port, "127.0.0.2").closed));
    expect(carrier.stats().refused).toBe(5);
    const us = await openAgent();
    expect(await once(us.dial({ uri: uriOf(carrier), from: "1", sdp: "offer", transport: "tcp" }), "answer")).toBe("answer");
  });

  it("that others take are not missing for our own calls", async () => {
    const us = await openAgent({ maxConnections: 1 });
    const { port } = us.address("TCP")!;
    await knock(port).opened;
    // The second finds no place, which proves that the first has been counted.
    await knock(port).closed;
    const carrier = await openAgent();
    carrier.on("call", (call) => call.answer("answer"));
    expect(await once(us.dial({ uri: uriOf(carrier), from: "1", sdp: "offer", transport: "tcp" }), "answer")).toBe("answer");
  });
});

describe("a request hidden in the body of another", () => {
  it("is not served: 400 and the end of the connection", async () => {
    const us = await openAgent();
    const hidden = request({ method: "OPTIONS", headers: { "Call-ID": "hidden" } });
    const outer = request({
      method: "OPTIONS",
      headers: { "Call-ID": "outer", "Content-Length": ["0", String(hidden.length)], "Content-Type": "text/plain" },
    });
    const socket = connect(us.address("TCP")!.port, "127.0.0.1");
    sockets.push(socket);
    let heard = "";
    socket.on("data", (bytes) => (heard += bytes.toString()));
    socket.write(outer + hidden);
    await once(socket, "close");
    expect(heard).toMatch(/^SIP\/2.0 400 Bad Request - repeated Content-Length\r\n/);
    expect(heard.match(/^Call-ID: .*$/gm)).toEqual(["Call-ID: outer"]);
  });
});
