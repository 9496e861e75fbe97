import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createRegistrar } from "../src/agent/registrar.ts";
import { UserAgent } from "../src/agent/user-agent.ts";
import { systemClock } from "../src/clock.ts";
import type { CallEnd } from "../src/dialog/call-types.ts";
import type { IncomingCall } from "../src/dialog/incoming-call.ts";
import { createAccessList } from "../src/guard/access-list.ts";
import { isHold } from "../src/sdp/agree.ts";
import { createAudioSession } from "../src/sdp/audio-session.ts";
import { createNetwork } from "../src/transport/network.ts";
import { malformed } from "./malformed.ts";
import { seeded } from "./random.ts";
import { closeAgents, once, openAgent, uriOf } from "./sockets.ts";

afterEach(async () => {
  expect(await closeAgents()).toEqual([]);
});

describe.each(["udp", "tcp"] as const)("over %s", (transport) => {
  const pair = async () => {
    const us = await openAgent();
    const carrier = await openAgent({ user: "carrier" });
    const dial = (more = {}) => us.dial({ uri: uriOf(carrier), from: "+861055550100", sdp: "offer", transport, ...more });
    return { us, carrier, dial };
  };

  it("a call is offered early media, answered, held, resumed and hung up", async () => {
    const { carrier, dial } = await pair();
    const sessions = {
      a: createAudioSession({ address: "127.0.0.1", port: 20_000 }),
      b: createAudioSession({ address: "127.0.0.1", port: 20_002 }),
    };
    const answerOf = (offer: string) => {
      const answer = sessions.b.answer(offer);
      if (!answer.ok) throw new Error(answer.problem);
      return answer.sdp;
    };
    const held: boolean[] = [];
    carrier.on("call", (call) => {
      call.on("offer", (offer) => {
        held.push(isHold(offer.sdp!));
        offer.accept(answerOf(offer.sdp!));
      });
      call.ring();
      call.progress(answerOf(call.remoteSdp!));
      call.answer(answerOf(call.remoteSdp!));
    });
    const call = dial({ sdp: sessions.a.offer() });
    const statuses: number[] = [];
    call.on("progress", (status) => statuses.push(status));
    const answer = await once<string>(call, "answer");
    expect(sessions.a.accept(answer)).toMatchObject({ ok: true, audio: { port: 20_002, codec: "PCMA", direction: "sendrecv" } });
    expect(sessions.a.accept(await call.reinvite(sessions.a.offer("sendonly")))).toMatchObject({ audio: { direction: "sendonly" } });
    expect(sessions.a.accept(await call.reinvite(sessions.a.offer()))).toMatchObject({ audio: { direction: "sendrecv" } });
    expect(statuses).toEqual([180, 183]);
    expect(held).toEqual([true, false]);
    const end = once<CallEnd>(call, "end");
    call.hangUp();
    expect(await end).toMatchObject({ by: "local", status: 200 });
  });

  it("a call is hung up by the other side, and its offer taken before that", async () => {
    const { carrier, dial } = await pair();
    const incoming = once<IncomingCall>(carrier, "call");
    const call = dial();
    call.on("offer", (offer) => offer.accept("our answer"));
    const there = await incoming;
    there.answer("answer");
    await once(there, "confirmed");
    expect(await there.reinvite("their offer")).toBe("our answer");
    const end = once<CallEnd>(call, "end");
    there.hangUp({ protocol: "Q.850", cause: 16, text: "" });
    expect(await end).toMatchObject({ by: "remote", reasonHeader: { cause: 16 } });
  });

  it.each([486, 404, 480, 503, 603])("a call is refused with %i", async (status) => {
    const { carrier, dial } = await pair();
    carrier.on("call", (call) => call.reject(status));
    expect(await once<CallEnd>(dial(), "end")).toMatchObject({ by: "remote", status });
  });

  it("a ringing call is cancelled", async () => {
    const { carrier, dial } = await pair();
    const incoming = once<IncomingCall>(carrier, "call");
    const call = dial();
    const there = await incoming;
    there.ring();
    await once(call, "progress");
    const ended = once<CallEnd>(there, "end");
    call.cancel();
    expect(await ended).toMatchObject({ by: "remote", status: 487 });
  });

  it("credentials are given when a carrier asks, to register and to call", async () => {
    const authentication = { realm: "carrier", passwordOf: (user: string) => (user === "trunk" ? "open sesame" : undefined) };
    const registrar = createRegistrar({ clock: systemClock });
    const us = await openAgent();
    const carrier = await openAgent({ authentication, registrar });
    const credentials = { username: "trunk", password: "open sesame" };
    const registration = us.register({ registrar: uriOf(carrier, ""), address: uriOf(carrier, "trunk"), credentials, transport });
    expect(await once(registration, "change")).toMatchObject({ state: "registered", status: 200 });
    expect(registrar.bindings("trunk")).toHaveLength(1);
    carrier.on("call", (call) => call.answer("answer"));
    const call = us.dial({ uri: uriOf(carrier), from: "+861055550100", sdp: "offer", credentials, transport });
    expect(await once(call, "answer")).toBe("answer");
    await registration.stop();
    expect(registrar.bindings("trunk")).toEqual([]);
  });

  it("a peer is seen alive, and dead when it is gone", async () => {
    const us = await openAgent();
    const carrier = await openAgent();
    const pinger = us.ping({ uri: uriOf(carrier), transport, intervalMs: 20, timeoutMs: 100 });
    expect(await once(pinger, "change")).toMatchObject({ health: "up", status: 200 });
    const gone = once(pinger, "change");
    await carrier.stop();
    expect(await gone).toMatchObject({ health: "down" });
  });
});

describe("a lossy network", () => {
  it("that drops a fifth of all datagrams loses no call", async () => {
    const draw = seeded(11);
    // Timers at a tenth, so that 32 s of patience pass in 3.2 s.
    const timers = { t1: 50, t2: 400, t4: 500 };
    const lossy = () => {
      const network = createNetwork({ host: "127.0.0.1", port: 0 });
      const send: typeof network.send = (text, flow, failed) => {
        if (draw() >= 0.2) network.send(text, flow, failed);
      };
      return openAgent({ timers, transport: { ...network, send } });
    };
    const [us, carrier] = [await lossy(), await lossy()];
    carrier.on("call", (call) => {
      call.ring();
      call.answer("answer");
    });
    let answered = 0;
    const ends = await Promise.all(
      Array.from({ length: 400 }, () => {
        const call = us.dial({ uri: uriOf(carrier), from: "1", sdp: "offer" });
        call.on("answer", () => {
          answered++;
          call.hangUp();
        });
        return once<CallEnd>(call, "end");
      }),
    );
    expect(answered).toBe(400);
    expect(ends.every((end) => end.status === 200)).toBe(true);
    expect(us.stats().retransmitted).toBeGreaterThan(50);
  });
});

describe("over TLS", () => {
  it("a call goes through with the configured key and certificate", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sip-tls-"));
    const files = { port: 0, keyFile: join(folder, "key.pem"), certFile: join(folder, "cert.pem"), caFile: join(folder, "cert.pem") };
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        files.keyFile,
        "-out",
        files.certFile,
        ...subject,
      ],
      {
        stdio: "ignore",
      },
    );
    const [us, carrier, stranger] = [
      await openAgent({ tls: files }),
      await openAgent({ tls: files }),
      await openAgent({ tls: { ...files, caFile: undefined } }),
    ];
    carrier.on("call", (call) => call.answer(call.source.protocol));
    const uri = `sip:1@127.0.0.1:${carrier.address("TLS")!.port}`;
    const call = us.dial({ uri, from: "1", sdp: "offer", transport: "tls" });
    expect(await once(call, "answer")).toBe("TLS");
    call.hangUp();
    // One who does not know the authority must not talk to it.
    const refused = stranger.dial({ uri, from: "1", sdp: "offer", transport: "tls" });
    expect(await once<CallEnd>(refused, "end")).toMatchObject({ by: "error", status: 503 });
    // One whom the access list does not name does not even get to the handshake.
    const guarded = await openAgent({ tls: files, accessList: createAccessList(["192.0.2.0/24"]) });
    const unknown = us.dial({ uri: `sip:1@127.0.0.1:${guarded.address("TLS")!.port}`, from: "1", sdp: "offer", transport: "tls" });
    expect(await once<CallEnd>(unknown, "end")).toMatchObject({ by: "error", status: 503 });
    expect(guarded.stats().refused).toBe(1);
    rmSync(folder, { recursive: true });
  });

  it("names the file that cannot be read", () => {
    const tls = { port: 0, keyFile: "/nowhere/key.pem", certFile: "/nowhere/cert.pem" };
    expect(() => new UserAgent({ host: "127.0.0.1", port: 0, tls })).toThrow("/nowhere/key.pem");
  });

  it("is told to be missing when it is asked for without configuration", async () => {
    const us = await openAgent();
    const call = us.dial({ uri: "sip:1@127.0.0.1", from: "1", sdp: "offer", transport: "tls" });
    expect(await once<CallEnd>(call, "end")).toMatchObject({ by: "error", status: 503 });
  });
});

describe("the listening address", () => {
  it("that is taken is told in words, with protocol and port", async () => {
    const first = await openAgent();
    const second = new UserAgent({ host: "127.0.0.1", port: first.address()!.port });
    await expect(second.start()).rejects.toMatchObject({
      name: "ListenError",
      code: "EADDRINUSE",
      message: expect.stringContaining("the port is taken"),
    });
  });

  it("that this machine lacks is told in words", async () => {
    await expect(new UserAgent({ host: "192.0.2.1", port: 0 }).start()).rejects.toThrow("no such address");
  });
});

describe("what strangers and broken peers send", () => {
  it("goes unheard where the access list does not name them", async () => {
    const carrier = await openAgent({ accessList: createAccessList(["192.0.2.0/24"]) });
    carrier.on("call", (call) => call.answer("answer"));
    const us = await openAgent();
    const over = (transport: "udp" | "tcp") => us.dial({ uri: uriOf(carrier), from: "1", sdp: "offer", transport, noAnswerMs: 300 });
    const [byUdp, byTcp] = [once<CallEnd>(over("udp"), "end"), once<CallEnd>(over("tcp"), "end")];
    expect(await byUdp).toMatchObject({ by: "timeout" });
    // A connection that is closed at once tells as little, but sooner.
    expect(await byTcp).toMatchObject({ by: "error", status: 503 });
    expect(carrier.stats()).toMatchObject({ incoming: 0 });
    expect(carrier.stats().refused).toBeGreaterThanOrEqual(2);
  });

  it("does not keep calls from going on", async () => {
    const carrier = await openAgent();
    carrier.on("call", (call) => call.answer("answer"));
    const us = await openAgent();
    const call = us.dial({ uri: uriOf(carrier), from: "1", sdp: "offer" });
    await once(call, "answer");
    const { port } = carrier.address()!;
    const socket = createSocket("udp4");
    const send = (bytes: Buffer) => new Promise((resolve) => socket.send(bytes, port, "127.0.0.1", resolve));
    for (const [, text] of malformed) await send(Buffer.from(text));
    const draw = seeded(3);
    for (let i = 0; i < 500; i++)
      await send(Buffer.from(Array.from({ length: 20 + Math.floor(draw() * 400) }, () => Math.floor(draw() * 256))));
    socket.close();
    const stream = connect(port, "127.0.0.1");
    const closed = once(stream, "close");
    stream.end("INVITE sip:1@127.0.0.1 SIP/2.0\r\nContent-Length: much\r\n\r\n");
    await closed;
    expect(await call.info({ contentType: "text/plain", body: "still here" })).toBe(200);
    expect(carrier.stats().malformed).toBeGreaterThan(60);
  });
});
