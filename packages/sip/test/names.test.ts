import { describe, expect, it } from "vitest";
import type { UserAgentOptions } from "../src/agent/options.ts";
import { responseOf, SDP } from "./messages.ts";
import { createScene, listen } from "./scene.ts";

const HERE = "10.0.0.1";

/** A scene with a second scripted peer (10.0.0.8) and a name service that answers after `delayMs`. */
async function named(addresses: () => string[], delayMs = 0, ours: Partial<UserAgentOptions> = {}) {
  const later = () => new Promise<void>((resolve) => scene.clock.setTimeout(resolve, delayMs));
  const resolver = { addresses: () => later().then(addresses), services: async () => [] };
  const scene = await createScene({ resolver, ...ours });
  const sent = (method: string, to?: string) =>
    scene.wire.log.filter((one) => one.from === HERE && one.what === method && (to === undefined || one.to === to));
  return { ...scene, other: scene.wire.peer("10.0.0.8"), sent };
}
type Named = Awaited<ReturnType<typeof named>>;

const CHALLENGE = { "WWW-Authenticate": 'Digest realm="carrier", nonce="n1"' };
const credentials = { username: "trunk", password: "open sesame" };

describe("an answered call whose peer is named, not numbered", () => {
  const contact = { Contact: "<sip:peer@carrier.example>" };
  const answered = async (scene: Named) => {
    const call = scene.dial({ uri: "sip:1@10.0.0.9" });
    await scene.clock.advance(5);
    const answer = () => scene.peer.send(responseOf(scene.sent("INVITE")[0]!.text, 200, { body: SDP, headers: contact }), HERE);
    answer();
    return { call, answer };
  };

  it("is not hung up when the 200 comes again before the name is resolved, and acknowledged once it is", async () => {
    const scene = await named(() => ["10.0.0.9"], 700);
    const { call, answer } = await answered(scene);
    await scene.clock.advance(500);
    answer();
    await scene.clock.advance(100);
    expect(scene.sent("ACK")).toEqual([]);
    await scene.clock.advance(200);
    expect(scene.sent("ACK")).toHaveLength(1);
    answer();
    await scene.clock.advance(2_000);
    expect(scene.sent("ACK")).toHaveLength(2);
    expect(scene.sent("BYE")).toEqual([]);
    expect(call.state).toBe("answered");
  });

  it("is not hung up when its first 200 comes again after a re-INVITE", async () => {
    const scene = await named(() => ["10.0.0.9"]);
    const { call, answer } = await answered(scene);
    await scene.clock.advance(10);
    const changed = call.reinvite("changed");
    await scene.clock.advance(10);
    scene.peer.send(responseOf(scene.sent("INVITE")[1]!.text, 200, { body: "their answer", headers: contact }), HERE);
    await scene.clock.advance(10);
    expect(await changed).toBe("their answer");
    answer();
    await scene.clock.advance(2_000);
    expect(scene.sent("BYE")).toEqual([]);
  });

  it("acknowledges a re-INVITE once, although its 200 comes again before the name is resolved", async () => {
    const scene = await named(() => ["10.0.0.9"], 700);
    const { call } = await answered(scene);
    await scene.clock.advance(1_000);
    void call.reinvite("changed");
    await scene.clock.advance(1_000);
    const again = () => scene.peer.send(responseOf(scene.sent("INVITE")[1]!.text, 200, { body: SDP, headers: contact }), HERE);
    again();
    await scene.clock.advance(500);
    again();
    await scene.clock.advance(1_000);
    expect(scene.sent("ACK")).toHaveLength(2);
  });

  it("is acknowledged where it was answered, when the name has that among its addresses", async () => {
    const scene = await named(() => ["10.0.0.8", "10.0.0.9"]);
    await answered(scene);
    await scene.clock.advance(10);
    expect(scene.sent("ACK").map((one) => one.to)).toEqual(["10.0.0.9"]);
  });

  it.each([
    ["an address of the other family comes first", ["2001:db8::9", "10.0.0.9"]],
    ["there are only addresses of the other family", ["2001:db8::9"]],
    ["the name is unknown", []],
  ])("is acknowledged, changed and hung up where %s", async (_what, addresses) => {
    const scene = await named(() => addresses);
    const { call } = await answered(scene);
    await scene.clock.advance(10);
    call.reinvite("changed").catch(() => {});
    await scene.clock.advance(10);
    call.hangUp();
    await scene.clock.advance(10);
    expect(["ACK", "INVITE", "BYE"].map((method) => scene.sent(method, "10.0.0.9").length)).toEqual([1, 2, 1]);
    expect(scene.wire.log.every((one) => !one.to.includes(":"))).toBe(true);
  });
});

describe("a carrier with several addresses", () => {
  /** As name servers do: another one first each time. */
  const turning = (one = "10.0.0.9", other = "10.0.0.8") => {
    let turn = 0;
    return () => (turn++ % 2 === 0 ? [one, other] : [other, one]);
  };
  const refuse = (peer: Named["peer"], status: number, text: string, headers: Record<string, string> = CHALLENGE) =>
    peer.send(responseOf(text, status, { headers }), HERE);

  it("gets the answer to its challenge where it asked", async () => {
    const scene = await named(turning());
    scene.dial({ uri: "sip:1@carrier.example", credentials });
    await scene.clock.advance(5);
    refuse(scene.peer, 401, scene.sent("INVITE")[0]!.text);
    await scene.clock.advance(5);
    expect(scene.sent("INVITE").map((one) => one.to)).toEqual(["10.0.0.9", "10.0.0.9"]);
    expect(scene.sent("INVITE")[1]!.text).toContain('nonce="n1"');
  });

  it("is asked for a longer session where it wanted one", async () => {
    const scene = await named(turning(), 0, { sessionExpires: 100 });
    scene.dial({ uri: "sip:1@carrier.example" });
    await scene.clock.advance(5);
    refuse(scene.peer, 422, scene.sent("INVITE")[0]!.text, { "Min-SE": "300" });
    await scene.clock.advance(5);
    expect(scene.sent("INVITE").map((one) => one.to)).toEqual(["10.0.0.9", "10.0.0.9"]);
  });

  it("is called anew at the next address, which may ask for credentials itself", async () => {
    const scene = await named(turning());
    const { ends } = listen(scene.dial({ uri: "sip:1@carrier.example", credentials }));
    await scene.clock.advance(5);
    refuse(scene.peer, 401, scene.sent("INVITE")[0]!.text);
    await scene.clock.advance(5);
    refuse(scene.peer, 503, scene.sent("INVITE")[1]!.text, {});
    await scene.clock.advance(5);
    const third = scene.sent("INVITE")[2]!;
    expect(third.to).toBe("10.0.0.8");
    expect(third.text).not.toContain("Authorization:");
    refuse(scene.other, 401, third.text, { "WWW-Authenticate": 'Digest realm="carrier", nonce="n2"' });
    await scene.clock.advance(5);
    const fourth = scene.sent("INVITE")[3]!;
    expect(fourth.to).toBe("10.0.0.8");
    expect(fourth.text).toContain('nonce="n2"');
    expect(ends).toEqual([]);
  });

  it("gets other requests with the answer to its challenge where it asked, too, and anew at the next address", async () => {
    const scene = await named(turning());
    const registration = scene.us.register({ registrar: "sip:carrier.example", address: "sip:trunk@carrier.example", credentials });
    await scene.clock.advance(5);
    refuse(scene.peer, 401, scene.sent("REGISTER")[0]!.text);
    await scene.clock.advance(5);
    expect(scene.sent("REGISTER")[1]).toMatchObject({ to: "10.0.0.9", text: expect.stringContaining('nonce="n1"') });
    await scene.clock.advance(32_000);
    const third = scene.sent("REGISTER", "10.0.0.8")[0]!;
    expect(third.text).not.toContain("Authorization:");
    refuse(scene.other, 401, third.text, { "WWW-Authenticate": 'Digest realm="carrier", nonce="n2"' });
    await scene.clock.advance(5);
    const fourth = scene.sent("REGISTER", "10.0.0.8")[1]!;
    expect(fourth.text).toContain('nonce="n2"');
    scene.other.send(responseOf(fourth.text, 200), HERE);
    await scene.clock.advance(5);
    expect(registration.state).toBe("registered");
  });

  it("gets a re-INVITE with the answer to its challenge where it asked", async () => {
    const scene = await named(turning("10.0.0.7", "10.0.0.8"));
    const call = scene.dial({ uri: "sip:1@10.0.0.9", credentials });
    await scene.clock.advance(5);
    const contact = { Contact: "<sip:peer@carrier.example>" };
    scene.peer.send(responseOf(scene.sent("INVITE")[0]!.text, 200, { body: SDP, headers: contact }), HERE);
    await scene.clock.advance(5);
    void call.reinvite("changed");
    await scene.clock.advance(5);
    refuse(scene.other, 401, scene.sent("INVITE", "10.0.0.8")[0]!.text);
    await scene.clock.advance(5);
    expect(scene.sent("INVITE")[2]).toMatchObject({ to: "10.0.0.8", text: expect.stringContaining('nonce="n1"') });
  });
});
