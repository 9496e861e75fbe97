import { describe, expect, it } from "vitest";
import { isHold, readAudio } from "./agree.ts";
import { createAudioSession } from "./audio-session.ts";
import { parseSdp } from "./parse.ts";

const carrier = (lines: string[]) =>
  ["v=0", "o=carrier 77 3 IN IP4 203.0.113.7", "s=-", "c=IN IP4 203.0.113.7", "t=0 0", ...lines, ""].join("\r\n");
const plain = carrier(["m=audio 4000 RTP/AVP 0 8 96", "a=rtpmap:96 telephone-event/8000", "a=fmtp:96 0-16", "a=ptime:20"]);
const ours = () => createAudioSession({ address: "10.0.0.1", port: 20_000 }, 1);

describe("reading a session description", () => {
  it("finds the address, the codec that the peer likes best, and its payload type for keys", () => {
    const reading = readAudio(plain, ["PCMA", "PCMU"]);
    expect(reading.ok && reading.audio).toEqual({
      address: "203.0.113.7",
      port: 4000,
      codec: "PCMU",
      payloadType: 0,
      dtmfPayloadType: 96,
      direction: "sendrecv",
      ptimeMs: 20,
    });
  });

  it("takes the stream's own address and direction before the session's", () => {
    const text = carrier(["a=recvonly", "m=audio 4000 RTP/AVP 8", "c=IN IP6 2001:db8::7", "a=sendonly"]);
    const reading = readAudio(text, ["PCMA"]);
    expect(reading.ok && reading.audio).toMatchObject({ address: "2001:db8::7", direction: "recvonly" });
  });

  it("reads line feeds alone, and keeps the version of the session", () => {
    expect(parseSdp(plain.replaceAll("\r\n", "\n"))).toMatchObject({ sessionId: "77", version: "3", media: [{ kind: "audio" }] });
  });

  it.each([
    ["nothing", "", 400],
    ["something else", "hello", 400],
    ["no origin", "v=0\r\ns=-\r\nm=audio 4000 RTP/AVP 8\r\n", 400],
    ["a broken media line", carrier(["m=audio x RTP/AVP 8"]), 400],
    ["no address", carrier(["m=audio 4000 RTP/AVP 8"]).replace("c=IN IP4 203.0.113.7\r\n", ""), 400],
    ["a thousand lines", carrier(Array.from({ length: 1000 }, () => "a=x")), 400],
    ["only video", carrier(["m=video 4000 RTP/AVP 31"]), 488],
    ["a codec that we lack", carrier(["m=audio 4000 RTP/AVP 18"]), 488],
    ["encrypted audio", carrier(["m=audio 4000 RTP/SAVP 8"]), 488],
    ["audio that is over", carrier(["m=audio 0 RTP/AVP 8"]), 488],
  ])("refuses %s", (_what, text, status) => {
    expect(readAudio(text, ["PCMA", "PCMU"])).toMatchObject({ ok: false, status });
  });

  it.each([
    ["a dynamic payload type", ["m=audio 4000 RTP/AVP 18 97", "a=rtpmap:97 pcma/8000"], { codec: "PCMA", payloadType: 97 }],
    [
      "the first of two",
      ["m=audio 4000 RTP/AVP 98 97", "a=rtpmap:97 PCMA/8000", "a=rtpmap:98 PCMU/8000/1"],
      { codec: "PCMU", payloadType: 98 },
    ],
    ["a static type that is mapped as always", ["m=audio 4000 RTP/AVP 8", "a=rtpmap:8 PCMA/8000"], { codec: "PCMA", payloadType: 8 }],
    [
      "a static type that is mapped to the other law",
      ["m=audio 4000 RTP/AVP 8", "a=rtpmap:8 PCMU/8000"],
      { codec: "PCMU", payloadType: 8 },
    ],
  ])("takes G.711 under %s", (_what, lines, expected) => {
    const reading = readAudio(carrier(lines), ["PCMA", "PCMU"]);
    expect(reading.ok && reading.audio).toMatchObject(expected);
  });

  it.each([
    ["stereo", ["m=audio 4000 RTP/AVP 97", "a=rtpmap:97 PCMA/8000/2"]],
    ["another clock", ["m=audio 4000 RTP/AVP 97", "a=rtpmap:97 PCMA/16000"]],
    ["a dynamic type that is not mapped", ["m=audio 4000 RTP/AVP 97"]],
    ["a static type that is mapped to another codec", ["m=audio 4000 RTP/AVP 8", "a=rtpmap:8 G729/8000"]],
  ])("takes none under %s", (_what, lines) => {
    expect(readAudio(carrier(lines), ["PCMA", "PCMU"])).toMatchObject({ ok: false, status: 488 });
  });

  it.each([
    ["a=rtcp:4555", { address: "203.0.113.7", port: 4555 }],
    ["a=rtcp:4555 IN IP4 203.0.113.8", { address: "203.0.113.8", port: 4555 }],
    ["a=rtcp:4555 IN IP6 2001:db8::8", undefined],
    ["a=rtcp:99999", undefined],
    ["a=rtcp:0", undefined],
  ])("reads %s", (line, rtcp) => {
    const reading = readAudio(carrier(["m=audio 4000 RTP/AVP 8", line]), ["PCMA"], "10.0.0.1");
    expect(reading.ok && reading.audio.rtcp).toEqual(rtcp);
  });

  it("refuses an address of another family, and leaves names to be resolved", () => {
    const at = (address: string) => plain.replace("c=IN IP4 203.0.113.7", `c=IN ${address}`);
    expect(readAudio(at("IP6 2001:db8::7"), ["PCMU"], "10.0.0.1")).toMatchObject({ ok: false, status: 488 });
    expect(readAudio(at("IP4 203.0.113.7"), ["PCMU"], "2001:db8::1")).toMatchObject({ ok: false, status: 488 });
    expect(readAudio(at("IP6 2001:db8::7"), ["PCMU"], "2001:db8::1")).toMatchObject({ ok: true });
    expect(readAudio(at("IP4 media.example"), ["PCMU"], "10.0.0.1")).toMatchObject({ ok: true, audio: { address: "media.example" } });
  });

  it("knows hold in its new and its old form", () => {
    expect(isHold(plain)).toBe(false);
    expect(isHold(carrier(["m=audio 4000 RTP/AVP 8", "a=sendonly"]))).toBe(true);
    expect(isHold(carrier(["m=audio 4000 RTP/AVP 8", "a=inactive"]))).toBe(true);
    expect(isHold(plain.replace("c=IN IP4 203.0.113.7", "c=IN IP4 0.0.0.0"))).toBe(true);
    expect(isHold("nonsense")).toBe(false);
  });
});

describe("offering and answering", () => {
  it("agrees with itself", () => {
    const [a, b] = [ours(), createAudioSession({ address: "10.0.0.2", port: 30_000, codecs: ["PCMU"], dtmfPayloadType: 97 }, 2)];
    const answer = b.answer(a.offer());
    if (!answer.ok) throw new Error(answer.problem);
    expect(answer.audio).toMatchObject({ address: "10.0.0.1", port: 20_000, codec: "PCMU", dtmfPayloadType: 101, direction: "sendrecv" });
    const accepted = a.accept(answer.sdp);
    expect(accepted.ok && accepted.audio).toMatchObject({ address: "10.0.0.2", port: 30_000, codec: "PCMU", dtmfPayloadType: 101 });
  });

  it("answers hold by listening only, and resumes", () => {
    const session = ours();
    const hold = session.answer(plain.replace("a=ptime:20", "a=sendonly"));
    expect(hold.ok && hold.sdp).toContain("a=recvonly");
    const resumed = session.answer(plain);
    expect(resumed.ok && resumed.sdp).toContain("a=sendrecv");
  });

  it("holds: offers sendonly and does not expect more from the answer", () => {
    const session = ours();
    expect(session.offer("sendonly")).toContain("a=sendonly");
    const accepted = session.accept(plain.replace("a=ptime:20", "a=recvonly"));
    expect(accepted.ok && accepted.audio.direction).toBe("sendonly");
    const sloppy = session.accept(plain);
    expect(sloppy.ok && sloppy.audio.direction).toBe("sendonly");
  });

  it("answers under the payload type that was offered", () => {
    const answer = ours().answer(carrier(["m=audio 4000 RTP/AVP 97 101", "a=rtpmap:97 PCMA/8000", "a=rtpmap:101 telephone-event/8000"]));
    expect(answer.ok && answer.sdp).toContain("m=audio 20000 RTP/AVP 97 101\r\na=rtpmap:97 PCMA/8000\r\n");
  });

  it("refuses the streams that it does not take, in their places", () => {
    const offer = carrier(["m=video 5000 RTP/AVP 31", "m=audio 4000 RTP/AVP 8", "m=image 6000 udptl t38"]);
    const answer = ours().answer(offer);
    const media = answer.ok ? parseSdp(answer.sdp)?.media.map(({ kind, port }) => [kind, port]) : [];
    expect(media).toEqual([
      ["video", 0],
      ["audio", 20_000],
      ["image", 0],
    ]);
  });

  it("counts the version up only when something changed", () => {
    const session = ours();
    const version = (sdp: string) => parseSdp(sdp)?.version;
    expect(version(session.offer())).toBe("1");
    expect(version(session.offer())).toBe("1");
    expect(version(session.offer("sendonly"))).toBe("2");
    expect(version(session.offer())).toBe("3");
  });

  it("passes a refusal on", () => {
    expect(ours().answer("hello")).toMatchObject({ ok: false, status: 400 });
    expect(ours().accept(carrier(["m=audio 0 RTP/AVP 8"]))).toMatchObject({ ok: false, status: 488 });
  });
});
