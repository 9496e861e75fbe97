import { describe, expect, test } from "vitest";
import { mendAnswer, readOffer } from "./browser-sdp.ts";

const offer = (lines: string[] = [], types = "0 8 126") =>
  [
    "v=0",
    "o=- 1 2 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    `m=audio 9 UDP/TLS/RTP/SAVPF ${types}`,
    "a=mid:mic",
    "a=rtpmap:126 telephone-event/8000",
    ...lines,
    "",
  ].join("\r\n");

describe("a page's offer", () => {
  test("tells codecs in the page's order, the key payload type and the section's name", () => {
    expect(readOffer(offer(["a=sendrecv"], "8 0 126"))).toEqual({
      mid: "mic",
      codecs: ["PCMA", "PCMU"],
      dtmfPayloadType: 126,
      direction: "sendrecv",
    });
  });

  test("a page that only listens is only sent to", () => {
    expect(readOffer(offer(["a=recvonly"])).direction).toBe("sendonly");
    expect(readOffer(offer(["a=sendonly"])).direction).toBe("recvonly");
  });

  test.each([
    ["nothing", ""],
    ["video", offer().replace("m=audio", "m=video")],
    ["two sections", `${offer()}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`],
    ["only Opus", offer([], "111")],
  ])("%s is refused", (_name, sdp) => {
    expect(() => readOffer(sdp)).toThrow(expect.objectContaining({ code: "bad-offer" }));
  });
});

describe("the answer", () => {
  test("has the clock rates that Chromium understands", () => {
    const sdp = "a=rtpmap:0 PCMU/8000/1\r\na=rtpmap:8 PCMA/8000/1\r\na=rtpmap:126 telephone-event/48000/2\r\n";
    expect(mendAnswer(sdp)).toBe("a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:126 telephone-event/8000\r\n");
  });

  test("announces the outer address when there is one", () => {
    const line = "a=candidate:1 1 UDP 2114977791 172.17.0.2 40000 typ host\r\n";
    expect(mendAnswer(line, "203.0.113.7")).toBe("a=candidate:1 1 UDP 2114977791 203.0.113.7 40000 typ host\r\n");
    expect(mendAnswer(line)).toBe(line);
  });
});
