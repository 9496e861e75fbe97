import { describe, expect, it } from "vitest";
import { request, responseOf, SDP } from "./messages.ts";
import { seeded } from "./random.ts";
import { createScene, established, listen } from "./scene.ts";

describe("a call", () => {
  it("rings, plays early media, is answered and hung up by the caller", async () => {
    const { clock, wire, us, carrier, incoming, dial, faults } = await createScene();
    const call = dial({ display: "Hotline" });
    const { seen, ends } = listen(call);
    await clock.advance(5);
    const there = incoming[0]!;
    const heard = listen(there);
    expect(there).toMatchObject({ state: "trying", remoteSdp: "offer", callId: call.callId });
    expect(there.from).toMatchObject({ number: "+861055550100", display: "Hotline" });
    expect(there.dialled.number).toBe("13800138001");
    expect(there.source).toMatchObject({ protocol: "UDP", host: "10.0.0.1" });
    there.ring();
    there.progress("early");
    await clock.advance(5);
    there.answer("answer");
    await clock.advance(5);
    call.hangUp({ protocol: "Q.850", cause: 16, text: "Normal call clearing" });
    await clock.advance(5);
    expect(seen).toEqual([180, [183, "early"], ["answer", "answer"]]);
    expect(heard.seen).toEqual([["confirmed", undefined]]);
    expect(ends).toMatchObject([{ by: "local", status: 200 }]);
    expect(heard.ends).toMatchObject([{ by: "remote", status: 200, reasonHeader: { protocol: "Q.850", cause: 16 } }]);
    expect(wire.whats()).toEqual(["INVITE", "100 INVITE", "180 INVITE", "183 INVITE", "200 INVITE", "ACK", "BYE", "200 BYE"]);
    expect([us.stats().activeCalls, carrier.stats().activeCalls]).toEqual([0, 0]);
    await clock.advance(60_000);
    expect([us.stats().transactions, carrier.stats().transactions, clock.waiting]).toEqual([0, 0, 0]);
    expect(faults).toEqual([]);
  });

  it("is hung up by the other side", async () => {
    const scene = await createScene();
    const { there, heard, heardThere } = await established(scene);
    there.hangUp();
    await scene.clock.advance(5);
    expect(heard.ends).toMatchObject([{ by: "remote", status: 200 }]);
    expect(heardThere.ends).toMatchObject([{ by: "local", status: 200 }]);
  });

  it("hung up by both sides at once ends once on each", async () => {
    const scene = await createScene();
    const { here, there, heard, heardThere } = await established(scene);
    here.hangUp();
    there.hangUp();
    await scene.clock.advance(40_000);
    expect(heard.ends).toHaveLength(1);
    expect(heardThere.ends).toHaveLength(1);
  });

  it.each([
    [486, "Busy Here", { protocol: "Q.850", cause: 17, text: "User busy" }],
    [404, "Not Found", { protocol: "Q.850", cause: 1, text: "Unallocated number" }],
    [503, "Service Unavailable", undefined],
    [603, "Decline", undefined],
  ])("that is refused with %i tells so, with the network's cause", async (status, reason, cause) => {
    const { clock, incoming, dial } = await createScene();
    const { ends } = listen(dial());
    await clock.advance(5);
    incoming[0]!.reject(status, undefined, 7, cause);
    await clock.advance(5);
    expect(ends).toEqual([{ by: "remote", status, reason, reasonHeader: cause }]);
    expect(incoming[0]!.state).toBe("ended");
  });

  it("cancelled while it rings ends at once here and with 487 there", async () => {
    const { clock, wire, incoming, dial } = await createScene();
    const call = dial();
    const { ends } = listen(call);
    await clock.advance(5);
    const heard = listen(incoming[0]!);
    incoming[0]!.ring();
    await clock.advance(5);
    call.cancel();
    expect(ends).toMatchObject([{ by: "local", status: 487 }]);
    await clock.advance(5);
    expect(heard.ends).toMatchObject([{ by: "remote", status: 487 }]);
    expect(wire.whats().slice(-4)).toEqual(["CANCEL", "200 CANCEL", "487 INVITE", "ACK"]);
  });

  it("cancelled before anything came back sends the CANCEL only after the first provisional response", async () => {
    const { clock, wire, dial, incoming } = await createScene();
    const call = dial();
    await clock.advance(0);
    call.cancel();
    expect(wire.whats()).toEqual(["INVITE"]);
    await clock.advance(10);
    expect(wire.whats()).toEqual(["INVITE", "100 INVITE", "CANCEL", "200 CANCEL", "487 INVITE", "ACK"]);
    expect(incoming[0]!.state).toBe("ended");
  });

  it("cancelled before it was even sent is never sent", async () => {
    const { clock, wire, dial } = await createScene();
    const call = dial();
    const { ends } = listen(call);
    call.hangUp();
    await clock.advance(1_000);
    expect(wire.log).toEqual([]);
    expect(ends).toHaveLength(1);
  });

  it("answered in the instant of cancelling is acknowledged and ended", async () => {
    const { clock, wire, incoming, dial } = await createScene();
    const call = dial();
    const { seen, ends } = listen(call);
    await clock.advance(5);
    const heard = listen(incoming[0]!);
    incoming[0]!.answer("answer");
    call.cancel();
    await clock.advance(20);
    expect(seen).toEqual([]);
    expect(ends).toMatchObject([{ by: "local", status: 487 }]);
    expect(heard.ends).toMatchObject([{ by: "remote", status: 200 }]);
    expect(wire.whats()).toEqual(expect.arrayContaining(["200 INVITE", "ACK", "BYE", "200 BYE"]));
  });

  it("that nobody answers is given up after the time allowed", async () => {
    const { clock, incoming, dial } = await createScene();
    const { ends } = listen(dial({ noAnswerMs: 30_000 }));
    await clock.advance(5);
    incoming[0]!.ring();
    await clock.advance(30_000);
    expect(ends).toMatchObject([{ by: "timeout", status: 408, reason: "no answer" }]);
    expect(incoming[0]!.state).toBe("ended");
  });

  it("to somebody who does not exist times out over UDP and fails at once over TCP", async () => {
    const { clock, dial } = await createScene();
    const silent = listen(dial({ uri: "sip:1@10.0.0.77" }));
    const refused = listen(dial({ uri: "sip:1@10.0.0.77", transport: "tcp" }));
    await clock.advance(5);
    expect(refused.ends).toMatchObject([{ by: "error", status: 503 }]);
    await clock.advance(32_000);
    expect(silent.ends).toMatchObject([{ by: "timeout", status: 408 }]);
  });

  it.each([
    ["a malformed destination", { uri: "sip:1 2@10.0.0.2" }],
    ["a destination without a host", { uri: "tel:+861055550100" }],
    ["a malformed caller", { from: "sip:bro ken@" }],
    ["a malformed proxy", { proxy: "proxy" }],
  ])("with %s ends with an error and sends nothing", async (_what, options) => {
    const { clock, wire, dial } = await createScene();
    const { ends } = listen(dial(options));
    await clock.advance(5);
    expect(ends).toMatchObject([{ by: "error", status: 400 }]);
    expect(wire.log).toEqual([]);
  });

  it("to a name that no name server knows ends with an error", async () => {
    const resolver = { addresses: async () => [], services: async () => [] };
    const { clock, dial } = await createScene({ resolver });
    const { ends } = listen(dial({ uri: "sip:1@lost.example" }));
    await clock.advance(5);
    expect(ends).toMatchObject([{ by: "error", status: 503 }]);
  });

  it("tries the next address of a name when the first refuses the connection", async () => {
    const resolver = { addresses: async () => ["10.0.0.77", "10.0.0.2"], services: async () => [] };
    const { clock, dial, incoming } = await createScene({ resolver });
    const { seen } = listen(dial({ uri: "sip:1@carrier.example", transport: "tcp" }));
    await clock.advance(5);
    incoming[0]!.answer("answer");
    await clock.advance(5);
    expect(seen).toEqual([["answer", "answer"]]);
  });

  it("cancels at the address where it rings, also when the first one failed at once", async () => {
    const resolver = { addresses: async () => ["10.0.0.77", "10.0.0.2"], services: async () => [] };
    const { clock, dial, incoming } = await createScene({ resolver });
    const call = dial({ uri: "sip:1@carrier.example", transport: "tcp" });
    await clock.advance(5);
    incoming[0]!.ring();
    await clock.advance(5);
    const heard = listen(incoming[0]!);
    call.cancel();
    await clock.advance(5);
    expect(heard.ends).toMatchObject([{ by: "remote", status: 487 }]);
  });
});

describe("an answered call", () => {
  it("repeats its 200 until the ACK comes, and gives up after 32 s", async () => {
    const scene = await createScene();
    const { clock, wire, incoming, dial } = scene;
    wire.lose = (crossing) => crossing.what === "ACK";
    dial();
    await clock.advance(5);
    const { ends } = listen(incoming[0]!);
    incoming[0]!.answer("answer");
    await clock.advance(31_000);
    expect(wire.log.filter((one) => one.what === "200 INVITE").length).toBe(10);
    expect(wire.log.filter((one) => one.what === "ACK").length).toBe(10);
    await clock.advance(2_000);
    expect(ends).toMatchObject([{ by: "timeout", reason: "no ACK" }]);
  });

  it("is held and resumed by the peer", async () => {
    const scene = await createScene();
    const { here, there } = await established(scene);
    const offers: unknown[] = [];
    there.on("offer", (offer) => {
      offers.push(offer.sdp);
      offer.accept(`answer to ${offer.sdp}`);
      offer.reject();
    });
    const held = here.reinvite("hold");
    const resumed = here.reinvite("resume");
    await scene.clock.advance(20);
    expect(await held).toBe("answer to hold");
    expect(await resumed).toBe("answer to resume");
    expect(offers).toEqual(["hold", "resume"]);
    expect(here).toMatchObject({ localSdp: "resume", remoteSdp: "answer to resume" });
    expect(there).toMatchObject({ localSdp: "answer to resume", remoteSdp: "resume" });
  });

  it("keeps its session when an offer is refused, or when nobody is there to answer it", async () => {
    const scene = await createScene();
    const { here, there } = await established(scene);
    const unheard = here.reinvite("x").catch((error: unknown) => error);
    await scene.clock.advance(20);
    expect(await unheard).toMatchObject({ status: 488 });
    there.on("offer", (offer) => offer.reject(606));
    const refused = here.reinvite("y").catch((error: unknown) => error);
    await scene.clock.advance(20);
    expect(await refused).toMatchObject({ name: "CallError", status: 606 });
    expect(here).toMatchObject({ state: "answered", localSdp: "offer", remoteSdp: "answer" });
  });

  it("survives offers of both sides at the same moment", async () => {
    const scene = await createScene();
    const { here, there } = await established(scene);
    here.on("offer", (offer) => offer.accept("from here"));
    there.on("offer", (offer) => offer.accept("from there"));
    const ours = here.reinvite("ours");
    const theirs = there.reinvite("theirs");
    await scene.clock.advance(10_000);
    expect(await ours).toBe("from there");
    expect(await theirs).toBe("from here");
    expect(scene.wire.whats().filter((what) => what === "491 INVITE").length).toBeGreaterThan(0);
  });

  it("answers 491 to an offer that overtakes the ACK, and takes it afterwards", async () => {
    const scene = await createScene();
    const { clock, wire, dial, incoming } = scene;
    const call = dial();
    await clock.advance(5);
    incoming[0]!.on("offer", (offer) => offer.accept("late"));
    let acks = 0;
    wire.lose = (crossing) => crossing.what === "ACK" && acks++ === 0;
    incoming[0]!.answer("answer");
    await clock.advance(5);
    const changed = call.reinvite("changed");
    await clock.advance(10_000);
    expect(await changed).toBe("late");
    expect(wire.whats()).toContain("491 INVITE");
  });

  it("is over when the peer no longer knows it", async () => {
    const scene = await createScene();
    const { here, there, heard } = await established(scene);
    scene.wire.lose = (crossing) => crossing.what === "BYE";
    there.hangUp();
    const offer = here.reinvite("x").catch((error: unknown) => error);
    await scene.clock.advance(20);
    expect(await offer).toMatchObject({ status: 481 });
    expect(heard.ends).toMatchObject([{ by: "timeout" }]);
  });

  it("rejects offers that were waiting when it ended", async () => {
    const scene = await createScene();
    const { here } = await established(scene);
    const waiting = [here.reinvite("a"), here.reinvite("b")].map((one) => one.catch((error: unknown) => error));
    here.hangUp();
    expect(await Promise.all(waiting)).toMatchObject([{ status: 487 }, { status: 487 }]);
    await expect(here.reinvite("c")).rejects.toMatchObject({ status: 481 });
  });

  it("carries INFO both ways", async () => {
    const scene = await createScene();
    const { here, heardThere } = await established(scene);
    const sent = here.info({ contentType: "application/dtmf-relay", body: "Signal=5\r\nDuration=160\r\n" });
    await scene.clock.advance(5);
    expect(await sent).toBe(200);
    expect(heardThere.seen.at(-1)).toMatchObject({ contentType: "application/dtmf-relay", body: "Signal=5\r\nDuration=160\r\n" });
  });
});

describe("session timers", () => {
  it("refresh by UPDATE and keep the call", async () => {
    const scene = await createScene({ sessionExpires: 120 });
    const { here, there } = await established(scene);
    await scene.clock.advance(600_000);
    expect(scene.wire.whats().filter((what) => what === "UPDATE").length).toBe(9);
    expect([here.state, there.state]).toEqual(["answered", "answered"]);
  });

  it("refresh by re-INVITE where the peer takes no UPDATE, without bothering the application", async () => {
    const scene = await createScene({ sessionExpires: 120 });
    const call = scene.dial({ uri: "sip:1@10.0.0.9" });
    await scene.clock.advance(5);
    const [invite] = scene.peer.requests("INVITE");
    scene.peer.send(responseOf(textOf(scene, "INVITE"), 200, { body: SDP, headers: { Allow: "INVITE, ACK, BYE" } }), "10.0.0.1");
    await scene.clock.advance(60_010);
    const refresh = scene.peer.requests("INVITE")[1];
    expect(refresh?.body).toBe(invite?.body);
    expect(refresh?.headers.get("session-expires")).toBe("120;refresher=uac");
    expect(call.state).toBe("answered");
  });

  it("end the call on both sides when the way between them is cut", async () => {
    const scene = await createScene({ sessionExpires: 120 });
    const { heard, heardThere } = await established(scene);
    scene.wire.lose = () => true;
    await scene.clock.advance(200_000);
    expect(heard.ends).toMatchObject([{ by: "timeout", status: 408 }]);
    expect(heardThere.ends).toMatchObject([{ by: "timeout", reason: "session expired" }]);
  });

  it("ask for more when the peer finds the interval too small", async () => {
    const scene = await createScene({ sessionExpires: 100 }, { minSessionExpires: 300 });
    const { here, heard } = await established(scene);
    expect(heard.seen).toEqual([["answer", "answer"]]);
    expect(scene.wire.whats().slice(0, 4)).toEqual(["INVITE", "422 INVITE", "ACK", "INVITE"]);
    expect(here.state).toBe("answered");
  });
});

describe("credentials", () => {
  const authentication = { realm: "carrier", passwordOf: (user: string) => (user === "trunk" ? "open sesame" : undefined) };

  it.each([401, 407] as const)("are given when asked for with %i, in the INVITE and its ACK", async (status) => {
    const scene = await createScene({}, { authentication: { ...authentication, status } });
    const { heard } = await established(scene, { credentials: { username: "trunk", password: "open sesame" } });
    expect(heard.seen).toEqual([["answer", "answer"]]);
    expect(scene.wire.whats()).toEqual(["INVITE", `${status} INVITE`, "ACK", "INVITE", "100 INVITE", "200 INVITE", "ACK"]);
    expect(scene.wire.log.at(-1)?.text).toMatch(/^(Proxy-)?Authorization: Digest /m);
    expect(scene.wire.log.map((one) => one.text).join()).not.toContain("open sesame");
  });

  it("that are wrong end the call with the refusal, after one try", async () => {
    const { clock, wire, dial } = await createScene({}, { authentication });
    const { ends } = listen(dial({ credentials: { username: "trunk", password: "guess" } }));
    await clock.advance(20);
    expect(ends).toMatchObject([{ by: "remote", status: 401 }]);
    expect(wire.whats().filter((what) => what === "INVITE")).toHaveLength(2);
  });
});

describe("reliable provisional responses", () => {
  it("of the peer are acknowledged by PRACK, repetitions ignored", async () => {
    const { clock, peer, dial, ...scene } = await createScene();
    const { seen } = listen(dial({ uri: "sip:1@10.0.0.9" }));
    await clock.advance(5);
    const invite = textOf(scene, "INVITE");
    const early = (rseq: number) => responseOf(invite, 183, { body: SDP, headers: { Require: "100rel", RSeq: String(rseq) } });
    peer.send(early(5), "10.0.0.1");
    peer.send(early(5), "10.0.0.1");
    peer.send(early(7), "10.0.0.1");
    await clock.advance(5);
    expect(seen).toEqual([[183, SDP]]);
    expect(peer.requests("PRACK").map((one) => one.headers.get("rack"))).toEqual([`5 ${peer.requests("INVITE")[0]?.cseq.number} INVITE`]);
  });

  it("are sent to a caller who requires them: one after the other, each after its PRACK, the answer last", async () => {
    const { clock, peer, carrier } = await createScene();
    carrier.on("call", (call) => {
      call.ring();
      call.progress("early");
      call.answer("answer");
    });
    const prack = (rseq: string, seq: number) =>
      request({
        method: "PRACK",
        headers: {
          Via: `SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKp${seq}`,
          To: `<sip:1@10.0.0.2>;tag=${peer.responses(180)[0]?.to.params.get("tag")}`,
          CSeq: `${seq} PRACK`,
          RAck: `${rseq} 1 INVITE`,
        },
      });
    peer.send(request({ body: SDP, headers: { Require: "100rel" } }), "10.0.0.2");
    await clock.advance(600);
    expect(peer.responses(180)).toHaveLength(2);
    expect(peer.responses(183)).toHaveLength(0);
    peer.send(prack(peer.responses(180)[0]!.headers.get("rseq")!, 2), "10.0.0.2");
    await clock.advance(10);
    expect(peer.responses(183)).toHaveLength(1);
    peer.send(prack("1", 3), "10.0.0.2");
    await clock.advance(10);
    expect(peer.responses(481)).toHaveLength(1);
    peer.send(prack(peer.responses(183)[0]!.headers.get("rseq")!, 4), "10.0.0.2");
    await clock.advance(10);
    expect(peer.responses(200).map((one) => one.cseq.method)).toEqual(["PRACK", "PRACK", "INVITE"]);
  });
});

describe("a bad network", () => {
  it("loses a fifth of all messages and no call", async () => {
    const draw = seeded(7);
    const { clock, wire, us, carrier, faults } = await createScene();
    wire.lose = () => draw() < 0.2;
    carrier.on("call", (call) => {
      call.ring();
      call.answer("answer");
    });
    let answered = 0;
    const ends: unknown[] = [];
    for (let i = 0; i < 300; i++) {
      const call = us.dial({ uri: `sip:${i}@10.0.0.2`, from: "1", sdp: "offer" });
      call.on("answer", () => {
        answered++;
        call.hangUp();
      });
      call.on("end", (end) => ends.push(`${end.by} ${end.status}`));
    }
    await clock.advance(150_000);
    expect(answered).toBe(300);
    expect(new Set(ends)).toEqual(new Set(["local 200"]));
    expect([us.stats().activeCalls, carrier.stats().activeCalls, us.stats().transactions]).toEqual([0, 0, 0]);
    expect(us.stats().retransmitted).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });
});

function textOf({ wire }: { wire: Awaited<ReturnType<typeof createScene>>["wire"] }, what: string): string {
  return wire.log.find((one) => one.what === what)!.text;
}
