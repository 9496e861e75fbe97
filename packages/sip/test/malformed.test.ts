import { describe, expect, it } from "vitest";
import { UserAgent } from "../src/agent/user-agent.ts";
import { parseMessage } from "../src/message/parse.ts";
import { createFakeClock } from "./fake-clock.ts";
import { malformed } from "./malformed.ts";
import { request, SDP } from "./messages.ts";
import { seeded } from "./random.ts";
import { createWire } from "./wire.ts";

async function scene() {
  const clock = createFakeClock();
  const wire = createWire(clock);
  const agent = new UserAgent({ host: "10.0.0.1", port: 5060, clock, transport: wire.transport("10.0.0.1") });
  const faults: unknown[] = [];
  agent.on("fault", (error) => faults.push(error));
  await agent.start();
  return { clock, wire, agent, faults, peer: wire.peer("10.0.0.9") };
}

describe("what nobody should send", () => {
  it("covers at least 65 kinds", () => {
    expect(new Set(malformed.map(([name]) => name)).size).toBeGreaterThanOrEqual(65);
  });

  it.each(malformed)("%s", async (_name, text, deserves) => {
    const { clock, wire, agent, faults, peer } = await scene();
    const calls: unknown[] = [];
    agent.on("call", (call) => calls.push(call));
    peer.send(text, "10.0.0.1");
    await clock.advance(10);
    // Read off the wire: an answer echoes the headers that were wrong, so the peer's parser would refuse it too.
    const statuses = wire.log.filter((entry) => entry.from === "10.0.0.1").map((entry) => Number(entry.text.split(" ")[1]));
    expect(statuses.filter((status) => status !== 100)).toEqual(deserves === "silence" ? [] : [deserves]);
    expect(calls).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("answers a malformed request so that its sender can match the answer", async () => {
    const { clock, peer } = await scene();
    peer.send(request({ headers: { CSeq: "1 BYE" } }), "10.0.0.1");
    await clock.advance(10);
    const [answer] = peer.responses(400);
    expect(answer?.reason).toBe("Bad Request - CSeq method differs from request");
    expect(answer?.via.params.get("branch")).toBe("z9hG4bKtest1");
    expect(answer?.to.params.get("tag")).toMatch(/^[0-9a-f]{20}$/);
  });

  it("takes calls after all of it", async () => {
    const { clock, agent, peer } = await scene();
    agent.on("call", (call) => call.ring());
    for (const [, text] of malformed) peer.send(text, "10.0.0.1");
    await clock.advance(10);
    peer.send(request({ body: SDP }), "10.0.0.1");
    await clock.advance(10);
    expect(peer.responses(180)).toHaveLength(1);
  });
});

describe("20,000 messages damaged at random", () => {
  const draw = seeded(20_260_302);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
  const seeds = [request({ body: SDP }), request({ method: "BYE" }), ...malformed.map(([, text]) => text)];
  const junk = [
    "\r\n",
    "\r\n\r\n",
    ":",
    ";",
    ",",
    "<",
    ">",
    '"',
    "\\",
    "\u0000",
    "%",
    " ",
    "\t",
    "é",
    "🍀",
    "999999999999",
    "tag=",
    "[",
    "SIP/2.0",
    "z9hG4bK",
  ];

  const damage = (bytes: Buffer): Buffer => {
    const at = Math.floor(draw() * bytes.length);
    const size = Math.floor(draw() * 12);
    const head = bytes.subarray(0, at);
    switch (Math.floor(draw() * 6)) {
      case 0: // cut out
        return Buffer.concat([head, bytes.subarray(at + size)]);
      case 1: // put in
        return Buffer.concat([head, Buffer.from(pick(junk)), bytes.subarray(at)]);
      case 2: // repeat a piece
        return Buffer.concat([head, bytes.subarray(at, at + size * 8), bytes.subarray(at)]);
      case 3: // cut off
        return head;
      case 4: // swap with another message
        return Buffer.concat([head, Buffer.from(pick(seeds)).subarray(at)]);
      default: {
        const copy = Buffer.from(bytes);
        if (copy.length > 0) copy[at % copy.length] = Math.floor(draw() * 256);
        return copy;
      }
    }
  };

  it("leave the user agent unharmed and able to take a call", async () => {
    const { clock, agent, faults, peer } = await scene();
    agent.on("call", (call) => call.reject(486));
    for (let i = 0; i < 20_000; i++) {
      let bytes: Buffer = Buffer.from(pick(seeds));
      for (let n = 1 + Math.floor(draw() * 4); n > 0; n--) bytes = damage(bytes);
      const parsed = parseMessage(bytes);
      if (!parsed.ok) expect(parsed.problem).not.toBe("");
      if (i % 20 === 0) peer.send(bytes.toString("utf8"), "10.0.0.1");
    }
    await clock.advance(40_000);
    peer.received.length = 0;
    peer.send(request({ body: SDP, headers: { "Call-ID": "afterwards", Via: "SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKafter" } }), "10.0.0.1");
    await clock.advance(10);
    expect(peer.responses(486)).toHaveLength(1);
    expect(faults).toEqual([]);
  });
});
