import { describe, expect, it } from "vitest";
import type { HealthChange } from "../src/agent/pinger.ts";
import { createRegistrar } from "../src/agent/registrar.ts";
import type { RegistrationChange } from "../src/agent/registration.ts";
import { createFakeClock } from "./fake-clock.ts";
import { request, SDP } from "./messages.ts";
import { createScene, established, listen } from "./scene.ts";

describe("registration", () => {
  const credentials = { username: "trunk", password: "open sesame" };
  const authentication = { realm: "carrier", passwordOf: () => "open sesame" };
  const setUp = async (maxExpires = 3600, minExpires = 60) => {
    const registrarClock = createFakeClock();
    const registrar = createRegistrar({ clock: registrarClock, maxExpires, minExpires });
    const scene = await createScene({}, { authentication, registrar });
    const changes: RegistrationChange[] = [];
    const register = (expires: number, registrarUri = "sip:10.0.0.2") => {
      const registration = scene.us.register({ registrar: registrarUri, address: "sip:trunk@10.0.0.2", credentials, expires });
      registration.on("change", (change) => changes.push(change));
      return registration;
    };
    return { ...scene, registrar, register, changes };
  };

  it("answers the challenge, renews in time and keeps one Call-ID with rising numbers", async () => {
    const { clock, wire, register, changes, registrar } = await setUp();
    register(600);
    await clock.advance(600_000);
    expect(changes.map((change) => change.state)).toEqual(["registered", "registered"]);
    expect(changes[0]?.nextIn).toBe(480);
    expect(registrar.bindings("trunk")).toMatchObject([{ contact: "sip:cloverdesk@10.0.0.1:5060" }]);
    const sent = wire.log.filter((one) => one.what === "REGISTER").map((one) => one.text);
    const all = (pattern: RegExp) => sent.map((text) => pattern.exec(text)?.[1]);
    expect(new Set(all(/^Call-ID: (.*)$/m)).size).toBe(1);
    expect(all(/^CSeq: (\d+)/m)).toEqual(["1", "2", "3", "4"]);
  });

  it("follows the time that the registrar grants, and asks for more when told that it is too brief", async () => {
    const granted = await setUp(100);
    granted.register(600);
    await granted.clock.advance(100);
    expect(granted.changes).toMatchObject([{ state: "registered", nextIn: 50 }]);
    const brief = await setUp(3600, 300);
    brief.register(60);
    await brief.clock.advance(100);
    expect(brief.changes).toMatchObject([{ state: "registered", nextIn: 180 }]);
  });

  it("tries again with growing pauses while the registrar is silent", async () => {
    const { clock, register, changes, wire } = await setUp();
    register(600, "sip:10.0.0.77");
    await clock.advance(150_000);
    expect(changes).toMatchObject([
      { state: "failed", status: 408, nextIn: 23 },
      { state: "failed", status: 408, nextIn: 45 },
    ]);
    expect(wire.whats()[0]).toBe("REGISTER");
  });

  it("takes the binding away when stopped, and sends nothing more", async () => {
    const { clock, register, registrar, wire } = await setUp();
    const registration = register(600);
    await clock.advance(100);
    const stopped = registration.stop();
    await clock.advance(100);
    await stopped;
    expect(registrar.bindings("trunk")).toEqual([]);
    const before = wire.log.length;
    await clock.advance(2_000_000);
    expect(wire.log.length).toBe(before);
  });
});

describe("the registrar", () => {
  it("forgets bindings when their time is over, or all of them at a star", async () => {
    const clock = createFakeClock();
    const registrar = createRegistrar({ clock });
    const { peer, clock: sceneClock } = await createScene({}, { registrar });
    const register = (contact: string, n: number) =>
      request({
        method: "REGISTER",
        headers: { Via: `SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKr${n}`, To: "<sip:phone@10.0.0.2>", Contact: contact, Expires: "60" },
      });
    peer.send(register("<sip:a@10.0.0.9>, <sip:b@10.0.0.9>;expires=120", 1), "10.0.0.2");
    await sceneClock.advance(5);
    expect(peer.responses(200)[0]?.headers.all("contact")).toEqual(["<sip:a@10.0.0.9>;expires=60", "<sip:b@10.0.0.9>;expires=120"]);
    await clock.advance(61_000);
    expect(registrar.bindings("phone").map((one) => one.contact)).toEqual(["sip:b@10.0.0.9"]);
    peer.send(register("*", 2), "10.0.0.2");
    await sceneClock.advance(5);
    expect(registrar.bindings("phone")).toEqual([]);
  });
});

describe("watching a peer", () => {
  it("tells up at the first answer, down after two failures, and up again", async () => {
    const { clock, us, wire } = await createScene();
    const changes: HealthChange[] = [];
    const pinger = us.ping({ uri: "sip:10.0.0.2", intervalMs: 10_000, timeoutMs: 5_000 });
    pinger.on("change", (change) => changes.push(change));
    await clock.advance(1_000);
    expect(changes).toEqual([{ health: "up", status: 200, rttMs: 2 }]);
    wire.lose = () => true;
    await clock.advance(16_000);
    expect(pinger.health).toBe("up");
    await clock.advance(16_000);
    expect(changes.at(-1)).toEqual({ health: "down", status: 408, rttMs: undefined });
    wire.lose = () => false;
    await clock.advance(20_000);
    expect(pinger.health).toBe("up");
    pinger.stop();
    const before = wire.log.length;
    await clock.advance(60_000);
    expect(wire.log.length).toBe(before);
  });

  it("counts any answer as life, but not 503", async () => {
    const { clock, us, carrier } = await createScene();
    const pinger = us.ping({ uri: "sip:10.0.0.2", intervalMs: 10_000 });
    void carrier.drain();
    await clock.advance(15_000);
    expect(pinger.health).toBe("down");
  });
});

describe("the user agent", () => {
  it("refuses new calls while draining, lets the present ones end, and says when it is done", async () => {
    const scene = await createScene();
    const { here } = await established(scene);
    let drained = false;
    void scene.carrier.drain().then(() => {
      drained = true;
    });
    const late = listen(scene.dial());
    await scene.clock.advance(5);
    expect(late.ends).toMatchObject([{ by: "remote", status: 503 }]);
    expect(drained).toBe(false);
    here.hangUp();
    await scene.clock.advance(5);
    expect(drained).toBe(true);
  });

  it("refuses calls over the limit with 503 and Retry-After", async () => {
    const scene = await createScene({}, { maxCalls: 1 });
    await established(scene);
    const second = listen(scene.dial());
    await scene.clock.advance(5);
    expect(second.ends).toMatchObject([{ status: 503 }]);
    expect(scene.wire.log.find((one) => one.what === "503 INVITE")?.text).toContain("Retry-After: 5");
  });

  it("refuses with 480 when nobody listens for calls", async () => {
    const { clock, us, carrier } = await createScene();
    carrier.removeAllListeners("call");
    const { ends } = listen(us.dial({ uri: "sip:1@10.0.0.2", from: "1", sdp: "offer" }));
    await clock.advance(5);
    expect(ends).toMatchObject([{ status: 480 }]);
  });

  it("limits new requests per source and leaves calls that are up alone", async () => {
    const scene = await createScene({}, { rateLimit: { perSecond: 1, burst: 2 } });
    const { here } = await established(scene);
    const ends = [scene.dial(), scene.dial(), scene.dial()].map((call) => listen(call).ends);
    await scene.clock.advance(5);
    expect(ends.map((one) => one[0]?.status)).toEqual([undefined, 503, 503]);
    const sent = here.info({ contentType: "text/plain", body: "x" });
    await scene.clock.advance(5);
    expect(await sent).toBe(200);
    expect(scene.carrier.stats().limited).toBe(2);
  });

  it("takes an INVITE that arrives over two ways only once", async () => {
    const { clock, peer, incoming } = await createScene();
    const invite = request({ body: SDP });
    peer.send(invite, "10.0.0.2");
    peer.send(invite.replace("z9hG4bKtest1", "z9hG4bKtest2"), "10.0.0.2");
    await clock.advance(5);
    expect(incoming).toHaveLength(1);
    expect(peer.responses(482)).toHaveLength(1);
  });

  it("tells dialogs apart by all three of their names", async () => {
    const scene = await createScene();
    const { there } = await established(scene);
    const headers = {
      Via: "SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKforged",
      From: "<sip:x@10.0.0.9>;tag=wrong",
      To: `<sip:x@10.0.0.2>;tag=${there.dialog.localTag}`,
      "Call-ID": there.callId,
    };
    scene.peer.send(request({ method: "BYE", headers }), "10.0.0.2");
    await scene.clock.advance(5);
    expect(scene.peer.responses(481)).toHaveLength(1);
    expect(there.state).toBe("answered");
  });

  it("reads the caller that the carrier vouches for, and an INVITE without an offer", async () => {
    const { clock, peer, incoming } = await createScene();
    peer.send(
      request({
        headers: { "P-Asserted-Identity": '"Wang" <tel:+8613800138002>', From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=a' },
      }),
      "10.0.0.2",
    );
    await clock.advance(5);
    const call = incoming[0]!;
    expect(call).toMatchObject({ remoteSdp: undefined, assertedIdentity: { number: "+8613800138002", display: "Wang" } });
    const { seen } = listen(call);
    call.answer("our offer");
    await clock.advance(5);
    const ok = peer.responses(200)[0]!;
    const ack = request({
      method: "ACK",
      headers: { Via: "SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKack", From: ok.headers.get("from")!, To: ok.headers.get("to")! },
      body: SDP,
    });
    peer.send(ack, "10.0.0.2");
    await clock.advance(5);
    expect(seen).toEqual([["confirmed", SDP]]);
    expect(call.remoteSdp).toBe(SDP);
  });

  it("refuses a call with 500 when the one who should take it throws", async () => {
    const { clock, carrier, dial, faults } = await createScene();
    carrier.prependListener("call", () => {
      throw new Error("taker");
    });
    const { ends } = listen(dial());
    await clock.advance(5);
    expect(ends).toMatchObject([{ by: "remote", status: 500 }]);
    expect(faults).toMatchObject([{ message: "taker" }]);
  });

  it("goes on when a listener throws, and tells", async () => {
    const { clock, dial, incoming, faults } = await createScene();
    const call = dial();
    call.on("progress", () => {
      throw new Error("listener");
    });
    const { ends } = listen(call);
    await clock.advance(5);
    incoming[0]!.ring();
    await clock.advance(5);
    incoming[0]!.reject(486);
    await clock.advance(5);
    expect(faults).toMatchObject([{ message: "listener" }]);
    expect(ends).toMatchObject([{ status: 486 }]);
  });
});
