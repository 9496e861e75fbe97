import { describe, expect, it } from "vitest";
import { request, SDP } from "../../test/messages.ts";
import { createFramer } from "./framing.ts";

function collect() {
  const messages: string[] = [];
  const problems: string[] = [];
  const heads: string[] = [];
  let pings = 0;
  const feed = createFramer({
    message: (bytes) => messages.push(bytes.toString()),
    ping: () => pings++,
    broken(problem, head) {
      problems.push(problem);
      if (head) heads.push(head.toString());
    },
  });
  return { messages, problems, heads, pings: () => pings, feed: (text: string) => feed(Buffer.from(text)) };
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
    ["two lengths, long and compact", bye.replace("Content-Length: 0", "Content-Length: 0\r\nl: 0")],
    ["two lengths that differ, the second folded", bye.replace("Content-Length: 0", "Content-Length: 0\r\nCONTENT-LENGTH :\r\n 90")],
    ["headers without end", "x".repeat(70_000)],
  ])("gives up on %s", (_what, text) => {
    const { feed, messages, problems } = collect();
    feed(text);
    feed(bye);
    expect(problems).toHaveLength(1);
    expect(messages).toEqual([]);
  });

  it("gives the head of a message that it cannot cut, for the answer", () => {
    const { feed, heads } = collect();
    const doubled = bye.replace("Content-Length: 0", "Content-Length: 0\r\nContent-Length: 400");
    feed(doubled + invite);
    expect(heads).toEqual([doubled]);
  });

  it("reads a folded length, and none in a header of another name", () => {
    const { feed, messages } = collect();
    const odd = invite.replace("Content-Length: ", "X-Content-Length: 3\r\nContent-Length:\r\n  ");
    feed(odd + bye);
    expect(messages).toEqual([odd, bye]);
  });
});
