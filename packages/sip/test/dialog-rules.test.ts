import { describe, expect, it } from "vitest";
import type { SipResponse } from "../src/message/message.ts";
import { request, responseOf, SDP } from "./messages.ts";
import { createScene, established, listen } from "./scene.ts";

type Scene = Awaited<ReturnType<typeof createScene>>;

const CHANGED = SDP.replace("4000", "4444");

/** A request of the scripted caller inside the call that it placed to 10.0.0.2. */
function inCall(scene: Scene, method: string, seq: number, pieces: { headers?: Record<string, string>; body?: string } = {}): void {
  const tag = scene.peer.received.map((one) => one.to.params.get("tag")).find((one) => one !== undefined);
  const headers = {
    Via: `SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK${method}${seq};rport`,
    To: `<sip:+861055550100@10.0.0.1>;tag=${tag}`,
    CSeq: `${seq} ${method}`,
    ...pieces.headers,
  };
  scene.peer.send(request({ method, headers, body: pieces.body ?? "" }), "10.0.0.2");
}

async function called(invite: Parameters<typeof request>[0] = { body: SDP }) {
  const scene = await createScene();
  scene.peer.send(request(invite), "10.0.0.2");
  await scene.clock.advance(5);
  const call = scene.incoming[0]!;
  return { ...scene, scene, call, heard: listen(call) };
}

const final = (scene: Scene, method: string, seq: number): SipResponse | undefined =>
  scene.peer.received.findLast(
    (one): one is SipResponse => one.kind === "response" && one.cseq.method === method && one.cseq.number === seq,
  );

describe("inside a call", () => {
  it.each([
    ["INVITE", { headers: { Require: "teleportation" }, body: CHANGED }, 420],
    ["UPDATE", { headers: { Require: "timer, teleportation" }, body: CHANGED }, 420],
    ["INFO", { headers: { Require: "teleportation", "Content-Type": "application/dtmf-relay" }, body: "Signal=1" }, 420],
    ["INVITE", { headers: { "Content-Encoding": "gzip" }, body: CHANGED }, 415],
    ["INFO", { headers: { "Content-Encoding": "gzip", "Content-Type": "application/dtmf-relay" }, body: "Signal=1" }, 415],
    ["UPDATE", { headers: { "Content-Type": "text/plain" }, body: "hello" }, 415],
    ["INVITE", { headers: { "Content-Encoding": "identity" }, body: CHANGED }, 200],
    ["BYE", { headers: { Require: "teleportation" } }, 200],
  ])("%s with %o is answered %i", async (method, pieces, status) => {
    const { scene, clock, call } = await called();
    const offers: unknown[] = [];
    call.on("offer", (offer) => {
      offers.push(offer.sdp);
      offer.accept(SDP);
    });
    call.answer(SDP);
    await clock.advance(5);
    inCall(scene, "ACK", 1);
    inCall(scene, method, 2, pieces);
    await clock.advance(5);
    expect(final(scene, method, 2)?.status).toBe(status);
    expect(offers).toHaveLength(method === "INVITE" && status === 200 ? 1 : 0);
    expect(scene.faults).toEqual([]);
  });

  it("says what it does not know", async () => {
    const { scene, clock, call } = await called();
    call.answer(SDP);
    await clock.advance(5);
    inCall(scene, "ACK", 1);
    inCall(scene, "INVITE", 2, { headers: { Require: "foo, timer, bar" }, body: CHANGED });
    await clock.advance(5);
    expect(final(scene, "INVITE", 2)?.headers.all("unsupported")).toEqual(["foo", "bar"]);
  });
});

describe("an UPDATE before the answer", () => {
  const reliable = { body: SDP, headers: { Require: "100rel" } };
  const rack = (scene: Scene) => ({ headers: { RAck: `${scene.peer.responses(183)[0]?.headers.get("rseq")} 1 INVITE` } });

  it("is taken once 183 and PRACK have closed the first exchange", async () => {
    const { scene, clock, call } = await called(reliable);
    call.on("offer", (offer) => offer.accept("answer to the change"));
    call.progress("early");
    await clock.advance(5);
    inCall(scene, "UPDATE", 2, { body: CHANGED });
    await clock.advance(5);
    expect(final(scene, "UPDATE", 2)?.status).toBe(500);
    inCall(scene, "PRACK", 3, rack(scene));
    inCall(scene, "UPDATE", 4, { body: CHANGED });
    await clock.advance(5);
    expect(final(scene, "UPDATE", 4)).toMatchObject({ status: 200, body: "answer to the change" });
    expect(final(scene, "UPDATE", 4)?.headers.has("contact")).toBe(true);
    expect(call).toMatchObject({ state: "early", remoteSdp: CHANGED });
    call.answer("answer to the change");
    await clock.advance(5);
    inCall(scene, "ACK", 1);
    await clock.advance(5);
    expect(call.state).toBe("answered");
  });

  it("is put off while the response that carries the answer is not reliable", async () => {
    const { scene, clock, call } = await called();
    call.progress("early");
    await clock.advance(5);
    inCall(scene, "UPDATE", 2, { body: CHANGED });
    await clock.advance(5);
    expect(final(scene, "UPDATE", 2)?.headers.get("retry-after")).toMatch(/^\d$/);
  });

  it("of the called side is taken too, and outlives the copy of the first answer in its 200", async () => {
    const scene = await createScene();
    const { clock, peer, wire } = scene;
    const call = scene.dial({ uri: "sip:1@10.0.0.9" });
    call.on("offer", (offer) => offer.accept("answer to the change"));
    await clock.advance(5);
    const invite = wire.log.find((one) => one.what === "INVITE")!.text;
    peer.send(responseOf(invite, 183, { body: SDP, headers: { Require: "100rel", RSeq: "1" } }), "10.0.0.1");
    await clock.advance(5);
    const sent = peer.requests("INVITE")[0]!;
    const headers = {
      "Call-ID": sent.callId,
      From: "<sip:1@10.0.0.9>;tag=peer1",
      To: sent.headers.get("from")!,
      CSeq: "1 UPDATE",
    };
    peer.send(request({ method: "UPDATE", headers, body: CHANGED }), "10.0.0.1");
    await clock.advance(5);
    expect(peer.responses(200).map((one) => one.body)).toEqual(["answer to the change"]);
    peer.send(responseOf(invite, 200, { body: SDP }), "10.0.0.1");
    await clock.advance(5);
    expect(call).toMatchObject({ state: "answered", remoteSdp: CHANGED });
  });
});

describe("hanging up right after our 200", () => {
  const byes = ({ wire }: Scene) => wire.log.filter((one) => one.what === "BYE" && one.from === "10.0.0.2");

  it("ends the call at once, and sends the BYE with the ACK", async () => {
    const { scene, clock, call, heard, carrier } = await called();
    call.answer(SDP);
    call.hangUp({ protocol: "Q.850", cause: 16, text: "" });
    expect(heard.ends).toMatchObject([{ by: "local", status: 200 }]);
    await clock.advance(3_000);
    expect(byes(scene)).toEqual([]);
    expect(scene.peer.responses(200).length).toBeGreaterThan(1);
    inCall(scene, "ACK", 1);
    await clock.advance(5);
    expect(scene.peer.requests("BYE").map((one) => one.headers.get("reason"))).toEqual(["Q.850;cause=16"]);
    expect(carrier.stats().activeCalls).toBe(0);
    await clock.advance(60_000);
    expect(scene.peer.responses(200).length).toBeLessThan(6);
  });

  it("sends it after 32 s when there is no ACK", async () => {
    const { scene, clock, call, heard, carrier } = await called();
    call.answer(SDP);
    call.hangUp();
    await clock.advance(31_900);
    expect(byes(scene)).toEqual([]);
    await clock.advance(200);
    expect(byes(scene)).toHaveLength(1);
    expect([heard.ends.length, carrier.stats().activeCalls]).toEqual([1, 0]);
  });

  it("says nothing more when the peer hangs up first", async () => {
    const { scene, clock, call, carrier } = await called();
    call.answer(SDP);
    call.hangUp();
    await clock.advance(5);
    inCall(scene, "BYE", 2);
    await clock.advance(60_000);
    expect(final(scene, "BYE", 2)?.status).toBe(200);
    expect([byes(scene).length, carrier.stats().activeCalls]).toEqual([0, 0]);
  });

  it("does not wait when the user agent stops", async () => {
    const { scene, clock, call, carrier } = await called();
    call.answer(SDP);
    await clock.advance(5);
    const stopped = carrier.stop();
    await clock.advance(5);
    await stopped;
    expect(byes(scene)).toHaveLength(1);
  });
});

describe("an offer left to us", () => {
  it("ends the call when its ACK brings no answer", async () => {
    const { scene, clock, call, heard } = await called({});
    call.answer("our offer");
    await clock.advance(5);
    inCall(scene, "ACK", 1);
    await clock.advance(5);
    expect(scene.peer.requests("BYE").map((one) => one.headers.get("reason"))).toEqual([
      'SIP;cause=488;text="ACK without the answer to our offer"',
    ]);
    expect(heard.seen).toEqual([]);
    expect(heard.ends).toMatchObject([{ by: "error", status: 488 }]);
  });

  it("is confirmed by the answer in the ACK, and kept through a re-INVITE whose ACK has none", async () => {
    const { scene, clock, call, heard } = await called({});
    call.on("offer", (offer) => offer.accept("our second offer"));
    call.answer("our offer");
    await clock.advance(5);
    inCall(scene, "ACK", 1, { body: SDP });
    inCall(scene, "INVITE", 2);
    await clock.advance(5);
    inCall(scene, "ACK", 2);
    await clock.advance(40_000);
    expect(heard.seen).toEqual([
      ["confirmed", SDP],
      ["confirmed", undefined],
    ]);
    expect(call).toMatchObject({ state: "answered", remoteSdp: SDP });
  });
});

describe("two offers of the peer", () => {
  it("one before we have answered the other are told to wait, by 500", async () => {
    const scene = await createScene();
    const { here, there } = await established(scene);
    let open: { accept(sdp: string): void } | undefined;
    here.on("offer", (offer) => (open = offer));
    const first = there.reinvite("first");
    await scene.clock.advance(5);
    const [invite] = scene.wire.log.filter((one) => one.from === "10.0.0.2" && one.what === "INVITE");
    const second = invite!.text
      .replace(/branch=\S+?;/, "branch=z9hG4bKsecond;")
      .replace(/CSeq: (\d+)/, (_, seq) => `CSeq: ${Number(seq) + 1}`);
    scene.peer.send(second, "10.0.0.1");
    await scene.clock.advance(5);
    expect(scene.wire.whats()).toContain("500 INVITE");
    open?.accept("answer");
    await scene.clock.advance(5);
    expect(await first).toBe("answer");
  });
});
