import { describe, expect, it } from "vitest";
import { hasUnknownBody, partsOf, sdpOf } from "../src/message/body.ts";
import { parseMessage } from "../src/message/parse.ts";
import { request, SDP } from "./messages.ts";
import { createScene } from "./scene.ts";

/** A message whose body is bytes. */
function message(contentType: string, body: Buffer, headers: Record<string, string> = {}) {
  const head = request({ headers: { "Content-Type": contentType, "Content-Length": String(body.length), ...headers } });
  const result = parseMessage(Buffer.concat([Buffer.from(head), body]));
  if (!result.ok) throw new Error(result.problem);
  return result.message;
}

/** Each part with its header lines. */
function multipart(parts: [headers: string[], body: Buffer | string][], boundary = "b1"): Buffer {
  const pieces = parts.flatMap(([headers, body]) => [
    Buffer.from(`--${boundary}\r\n${headers.map((one) => `${one}\r\n`).join("")}\r\n`),
    Buffer.from(body),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

const ISUP = Buffer.from([0x01, 0x00, 0x60, 0xff, 0xfe, 0x80, 0x0d, 0x0a, 0x2d, 0x2d, 0x62]);
const sdp: [string[], string] = [["Content-Type: application/sdp"], SDP];
const isup = (...more: string[]): [string[], Buffer] => [["Content-Type: application/isup;version=itu-t92+", ...more], ISUP];

describe("bodies with several parts", () => {
  it("give the session description and leave the bytes of the others as they are", () => {
    const invite = message('multipart/mixed; boundary="b1"', multipart([sdp, isup("Content-Disposition: signal;handling=optional")]));
    expect(sdpOf(invite)).toBe(SDP);
    expect(hasUnknownBody(invite)).toBe(false);
    expect(partsOf(invite)[1]).toEqual({ type: "application/isup", required: false, encoding: "identity", bytes: ISUP });
  });

  it("are read in any order, nested, with a text in front and without an end", () => {
    const inner = multipart([isup(), sdp], "inner");
    const nested = Buffer.concat([
      Buffer.from("for old readers\r\n"),
      multipart([[["Content-Type: multipart/related;boundary=inner"], inner]]),
    ]);
    expect(sdpOf(message("Multipart/Mixed;boundary=b1", nested))).toBe(SDP);
    expect(sdpOf(message("multipart/mixed;boundary=b1", multipart([sdp]).subarray(0, -10)))).toContain("m=audio 4000");
  });

  it("do not take a part without a type for a session description", () => {
    expect(sdpOf(message("multipart/mixed;boundary=b1", multipart([[[], SDP]])))).toBeUndefined();
  });

  it.each([
    ["a part that must be understood", multipart([sdp, isup("Content-Disposition: signal;handling=required")])],
    [
      "a session description that is encoded",
      multipart([[["Content-Type: application/sdp", "Content-Transfer-Encoding: base64"], "dj0w"]]),
    ],
    ["no part at all", Buffer.from("hello")],
  ])("are refused with %s", (_what, body) => {
    expect(hasUnknownBody(message("multipart/mixed;boundary=b1", body))).toBe(true);
  });

  it("cost little, however many parts there are", () => {
    const many = multipart(Array.from({ length: 500 }, () => isup()));
    expect(partsOf(message("multipart/mixed;boundary=b1", many))).toHaveLength(20);
  });
});

describe("a single body", () => {
  it("is refused when its type is unknown, unless it may be ignored", () => {
    expect(hasUnknownBody(message("application/isup", ISUP))).toBe(true);
    expect(hasUnknownBody(message("application/isup", ISUP, { "Content-Disposition": "signal; handling=optional" }))).toBe(false);
  });

  it("keeps its bytes", () => {
    expect(message("application/isup", ISUP).bytes).toEqual(ISUP);
  });
});

describe("a call with a body of several parts", () => {
  const invite = (type: string, body: string) =>
    request({ body, headers: { "Content-Type": type, "Content-Length": String(Buffer.byteLength(body)) } });

  it("is offered with its session description", async () => {
    const { clock, peer, incoming } = await createScene();
    peer.send(invite("multipart/mixed;boundary=b1", multipart([sdp, isup()]).toString("latin1")), "10.0.0.2");
    await clock.advance(5);
    expect(incoming[0]?.remoteSdp).toBe(SDP);
  });

  it("is refused with 415 and what we take when a part must be understood and is not", async () => {
    const { clock, peer, incoming } = await createScene();
    const body = multipart([sdp, [["Content-Type: text/x", "Content-Disposition: x;handling=required"], "x"]]).toString();
    peer.send(invite("multipart/mixed;boundary=b1", body), "10.0.0.2");
    await clock.advance(5);
    expect(incoming).toEqual([]);
    expect(peer.responses(415)[0]?.headers.all("accept")).toEqual(["application/sdp", "multipart/mixed"]);
  });
});
