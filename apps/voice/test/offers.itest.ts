import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
let socket: Socket;
let heard: string[];
beforeEach(async () => {
  rig = await setRig();
  heard = [];
  socket = createSocket("udp4");
  socket.on("message", (bytes) => heard.push(bytes.toString()));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  socket.close();
  await rig.strike();
});

let calls = 0;

/** A caller that says exactly what the test writes. */
function callerOf(sdp: string, contentType = "application/sdp") {
  const id = `offer-${calls++}`;
  const { port } = socket.address() as AddressInfo;
  let to = "<sip:+861055550100@127.0.0.1>";
  const send = (method: string, seq: number, body = "") =>
    socket.send(
      [
        `${method} sip:+861055550100@127.0.0.1 SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${id}${method}${seq}`,
        `From: <sip:+8613800138000@127.0.0.1>;tag=${id}`,
        `To: ${to}`,
        `Call-ID: ${id}`,
        `CSeq: ${seq} ${method}`,
        `Contact: <sip:caller@127.0.0.1:${port}>`,
        "Max-Forwards: 70",
        ...(body === "" ? [] : [`Content-Type: ${contentType}`]),
        `Content-Length: ${Buffer.byteLength(body)}`,
        "",
        body,
      ].join("\r\n"),
      rig.voice.sipPort,
      "127.0.0.1",
    );
  const answer = () => heard.find((text) => /^SIP\/2\.0 [2-6]/.test(text) && text.includes(`Call-ID: ${id}\r\n`));
  const statusOf = async (): Promise<number> => {
    await until(() => answer() !== undefined, "a final answer");
    to = /^To: (.*)$/m.exec(answer()!)![1]!;
    return Number(answer()!.split(" ")[1]);
  };
  send("INVITE", 1, sdp);
  return { status: statusOf, answer, ack: (body = "") => send("ACK", 1, body) };
}

const sdp = (connection: string, media: string[]) =>
  ["v=0", `o=- 1 1 ${connection}`, "s=-", `c=${connection}`, "t=0 0", ...media, ""].join("\r\n");
const G711 = ["m=audio 6000 RTP/AVP 8 101", "a=rtpmap:8 PCMA/8000", "a=rtpmap:101 telephone-event/8000"];
const plain = sdp("IN IP4 127.0.0.1", G711);
const isup = ["--b1", "Content-Type: application/isup", "Content-Disposition: signal;handling=optional", "", "abc"];

async function answerArrival(): Promise<void> {
  const { callId, legId } = await rig.api.fact("call.arrived");
  await rig.api.done({ name: "answer-leg", callId, legId });
}

describe("an offer", () => {
  it.each([
    ["by IPv6 to an IPv4 address", sdp("IN IP6 ::1", G711)],
    ["with a host name that nobody has", sdp("IN IP4 nowhere.invalid", G711)],
    ["without a codec of ours", sdp("IN IP4 127.0.0.1", ["m=audio 6000 RTP/AVP 18"])],
  ])("%s is refused with 488", async (_what, offer) => {
    expect(await callerOf(offer).status()).toBe(488);
  });

  it.each([
    ["with a host name", sdp("IN IP4 localhost", G711), "application/sdp"],
    [
      "beside ISUP",
      ["--b1", "Content-Type: application/sdp", "", plain, ...isup, "--b1--", ""].join("\r\n"),
      "multipart/mixed;boundary=b1",
    ],
  ])("%s is answered", async (_what, offer, contentType) => {
    const caller = callerOf(offer, contentType);
    await answerArrival();
    expect(await caller.status()).toBe(200);
    expect(caller.answer()).toContain("a=rtpmap:8 PCMA/8000");
    caller.ack();
    await rig.api.fact("leg.answered");
  });

  it("of G.711 under a dynamic payload type is answered under it", async () => {
    const caller = callerOf(sdp("IN IP4 127.0.0.1", ["m=audio 6000 RTP/AVP 97", "a=rtpmap:97 PCMA/8000"]));
    await answerArrival();
    expect(await caller.status()).toBe(200);
    expect(caller.answer()).toMatch(/m=audio \d+ RTP\/AVP 97\r\na=rtpmap:97 PCMA\/8000\r\n/);
    caller.ack();
  });
});

describe("a call that leaves the offer to us", () => {
  it("ends with BYE when its ACK brings no answer, and is never told as answered", async () => {
    const caller = callerOf("");
    await answerArrival();
    expect(await caller.status()).toBe(200);
    caller.ack();
    await until(() => heard.some((text) => text.startsWith("BYE ")), "a BYE");
    expect((await rig.api.fact("leg.ended")).end).toMatchObject({ by: "error", reason: "ACK without the answer to our offer" });
    await rig.api.fact("session.ended");
  });
});
