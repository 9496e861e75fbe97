import { describe, expect, it } from "vitest";
import { parseMessage } from "../src/message/parse.ts";
import { tortures } from "./rfc4475.ts";
import { createScene } from "./scene.ts";

describe("RFC 4475", () => {
  it("has 49 messages", () => {
    expect(new Set(tortures.map(({ name }) => name)).size).toBe(49);
  });

  it.each(tortures)("$section $name is answered $deserves", async ({ text, deserves, valid }) => {
    const { clock, wire, peer, carrier, faults } = await createScene();
    carrier.on("call", (call) => call.reject(486));
    if (valid) expect(parseMessage(Buffer.from(text)).ok).toBe(true);
    peer.send(text, "10.0.0.2");
    await clock.advance(10);
    const answers = wire.log.filter((entry) => entry.from === "10.0.0.2").map((entry) => entry.text);
    const statuses = answers.map((answer) => Number(answer.split(" ")[1])).filter((status) => status !== 100);
    expect(statuses).toEqual(deserves === "silence" ? [] : [deserves]);
    expect(faults).toEqual([]);
  });

  it("says in its answers what the sender needs to match them", async () => {
    const { clock, wire, peer } = await createScene();
    peer.send(tortures.find(({ name }) => name === "multi01")!.text, "10.0.0.2");
    peer.send(tortures.find(({ name }) => name === "insuf")!.text, "10.0.0.2");
    await clock.advance(10);
    const [repeated, lacking] = wire.log.filter((entry) => entry.from === "10.0.0.2").map((entry) => entry.text);
    expect(repeated).toMatch(/^SIP\/2.0 400 Bad Request - repeated From\r\n/);
    expect(repeated?.match(/^Call-ID: /gm)).toHaveLength(1);
    expect(lacking).toContain("branch=z9hG4bKkdj.insuf");
    expect(lacking).toContain("CSeq: 193942 INVITE");
    expect(lacking).not.toMatch(/^(To|From|Call-ID):/m);
  });
});
