import { describe, expect, it } from "vitest";
import { request, SDP } from "../../test/messages.ts";
import { createFramer } from "./framing.ts";

function collect() {
  const messages: string[] = [];
  const problems: string[] = [];
  let pings = 0;
  const feed = createFramer({
    message: (bytes) => messages.push(bytes.toString()),
    ping: () => pings++,
    broken: (problem) => problems.push(problem),
  });
  return { messages, problems, pings: () => pings, feed: (text: string) => feed(Buffer.from(text)) };
}

const invite = request({ body: SDP });
const bye = request({ method: "BYE" });

describe("cutting a stream into messages", () => {
  it("finds two messages in one chunk", () => {
    const { feed, messages } = collect();
    feed(invite + bye);
    expect(messages).toEqual([invite, bye]);
  });

  it("puts a message together from single bytes", () => {
    const { feed, messages } = collect();
    for (const byte of invite + bye) feed(byte);
    expect(messages).toEqual([invite, bye]);
  });

  it("understands the compact length and takes none for zero", () => {
    const { feed, messages } = collect();
    const compact = invite.replace("Content-Length:", "l :");
    const without = bye.replace("Content-Length: 0\r\n", "");
    feed(compact + without);
    expect(messages).toEqual([compact, without]);
  });

  it("answers a double line end and passes over single ones", () => {
    const { feed, messages, pings } = collect();
    feed("\r\n\r\n");
    feed(`\r\n${bye}\r\n`);
    feed(bye);
    expect(pings()).toBe(1);
    expect(messages).toEqual([bye, bye]);
  });

  it.each([
    ["a length that is no number", bye.replace("Content-Length: 0", "Content-Length: ten")],
    ["a length over the limit", bye.replace("Content-Length: 0", "Content-Length: 70000")],
    ["headers without end", "x".repeat(70_000)],
  ])("gives up on %s", (_what, text) => {
    const { feed, messages, problems } = collect();
    feed(text);
    feed(bye);
    expect(problems).toHaveLength(1);
    expect(messages).toEqual([]);
  });
});
