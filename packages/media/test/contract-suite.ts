import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dtmfTones } from "../src/dtmf-inband.ts";
import type { MediaEngine } from "../src/port.ts";
import { sha256Of } from "../src/recorder.ts";
import { dominantHz, rms } from "../src/signal.ts";
import { channelOf, readWav } from "../src/wav.ts";
import { openPagePeer } from "./page-peer.ts";
import { openRtpPhone } from "./rtp-phone.ts";
import { eventually, type Stage, setStage, soundFor, TEST_CONFIG } from "./stage.ts";

/** What every media engine must do, with real RTP and a real WebRTC peer. `open` makes the engine from `TEST_CONFIG`. */
export function describeMediaEngine(name: string, open: () => MediaEngine | Promise<MediaEngine>): void {
  describe(`${name} as a media engine`, () => {
    let engine: MediaEngine;
    let stage: Stage;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());
    beforeEach(async () => {
      stage = await setStage(engine);
    });
    afterEach(() => stage.strike());

    describe("commands", () => {
      test("may be repeated, and about what is gone are no errors", async () => {
        await engine.createCall(stage.callId);
        const first = await engine.addTrunkLeg(stage.callId, "trunk");
        expect(await engine.addTrunkLeg(stage.callId, "trunk")).toEqual(first);
        await engine.removeLeg(stage.callId, "trunk");
        await engine.removeLeg(stage.callId, "trunk");
        await engine.stopRecording(stage.callId);
        await engine.endCall("never-was");
      });

      test("about an unknown call or leg are refused by name", async () => {
        await expect(engine.bridge("never-was", "a", "b")).rejects.toMatchObject({ name: "MediaError", code: "unknown-call" });
        await expect(engine.stopPlay(stage.callId, "nobody")).rejects.toMatchObject({ code: "unknown-leg" });
        await expect(engine.stats("never-was")).rejects.toMatchObject({ code: "unknown-call" });
      });

      test("with bad values are refused, and leave nothing behind", async () => {
        const { callId } = stage;
        await stage.phone("trunk", { toneHz: 440 });
        await expect(engine.addBrowserLeg(callId, "page", "no sdp")).rejects.toMatchObject({ code: "bad-offer" });
        await expect(engine.play(callId, "trunk", ["../../etc/passwd"])).rejects.toMatchObject({ code: "bad-prompt" });
        await expect(engine.play(callId, "trunk", ["/nowhere/at-all.wav"])).rejects.toMatchObject({ code: "bad-prompt" });
        await expect(engine.play(callId, "trunk", [])).rejects.toMatchObject({ code: "bad-prompt" });
        await expect(engine.sendDtmf(callId, "trunk", "12E")).rejects.toMatchObject({ code: "bad-digits" });
        const remote = { address: "not-an-ip.example", port: 4000, codec: "PCMU" } as const;
        await expect(engine.setTrunkRemote(callId, "trunk", remote)).rejects.toMatchObject({ code: "bad-remote" });
        expect(Object.keys(await engine.stats(callId))).toEqual(["trunk"]);
      });

      test("an RTP port is even and free again after the call", async () => {
        const { port } = await engine.addTrunkLeg(stage.callId, "trunk");
        expect(port % 2).toBe(0);
        expect(port).toBeGreaterThanOrEqual(TEST_CONFIG.ports.from);
        await engine.endCall(stage.callId);
        const health = await engine.health();
        expect(health).toMatchObject({ calls: 0, legs: 0, recordings: 0 });
      });
    });

    describe("prompts", () => {
      test("play one after the other at the pace of speech and tell their end", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const { playId } = await engine.play(stage.callId, "trunk", ["tone/beep", "tone/busy", "tone/beep"]);
        await eventually(() => phone.hears(100) === 1000);
        await eventually(() => phone.hears(100) === 450);
        await eventually(() => stage.told("play-ended").length === 1);
        expect(stage.told("play-ended")).toMatchObject([{ legId: "trunk", playId, reason: "finished" }]);
        const { lost, disordered, timestampSteps } = phone.continuity();
        expect({ lost, disordered }).toEqual({ lost: 0, disordered: 0 });
        // A stalled machine may cost frames, which are then gaps in time; nothing else may.
        const gaps = timestampSteps.filter((step) => step !== 160);
        expect(gaps.every((step) => step > 160 && step % 160 === 0)).toBe(true);
        expect(gaps.length).toBeLessThan(timestampSteps.length / 20);
      });

      test("loop until stopped, and a newer one replaces the older", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        await engine.play(stage.callId, "trunk", ["tone/busy"], { loop: true, playId: "first" });
        await eventually(() => phone.hears(100) === 450);
        await engine.play(stage.callId, "trunk", ["tone/beep"], { loop: true, playId: "second" });
        await eventually(() => phone.hears(300) === 1000);
        await engine.stopPlay(stage.callId, "trunk");
        await eventually(() => phone.hears(150) === null);
        await eventually(() => stage.told("play-ended").length === 2);
        expect(stage.told("play-ended").map((event) => [event.playId, event.reason])).toEqual([
          ["first", "replaced"],
          ["second", "stopped"],
        ]);
      });

      test("a leg that is removed tells the end of its prompt before its own", async () => {
        await stage.phone("trunk", { toneHz: 440 });
        await engine.play(stage.callId, "trunk", ["tone/ringback"], { playId: "ringing" });
        await engine.removeLeg(stage.callId, "trunk");
        await eventually(() => stage.told("leg-state").some((event) => event.state === "closed"));
        const kinds = stage.events.map((event) => event.type);
        expect(kinds.slice(-2)).toEqual(["play-ended", "leg-state"]);
      });
    });

    describe("bridges", () => {
      test("carry a phone and a page both ways, and nothing of the microphone before", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await soundFor(300);
        expect([phone.hears(250), page.hears(250)]).toEqual([null, null]);
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000 && page.hears() === 440);
        await engine.unbridge(stage.callId, "agent");
        await eventually(() => phone.hears() === null && page.hears() === null);
      });

      test.each([
        ["PCMU", "PCMA"],
        ["PCMA", "PCMU"],
        ["PCMA", "PCMA"],
      ] as const)("translate between %s and %s", async (trunkCodec, otherCodec) => {
        const phone = await stage.phone("trunk", { toneHz: 440, codec: trunkCodec });
        const other = await stage.phone("other", { toneHz: 1000, codec: otherCodec });
        await engine.bridge(stage.callId, "trunk", "other");
        await eventually(() => phone.hears() === 1000 && other.hears() === 440);
        // An amplitude of 8000 stays one of 8000 through both laws.
        await eventually(() => [phone, other].every((party) => Math.abs(party.loudness(100) - 8000 / Math.SQRT2) < 300));
        const spoken = trunkCodec === "PCMU" ? 0 : 8;
        expect(new Set(phone.heard.map((packet) => packet.payloadType))).toEqual(new Set([spoken]));
      });

      test("give the page the trunk's law when it offers both", async () => {
        await stage.phone("trunk", { toneHz: 440, codec: "PCMA" });
        const page = await openPagePeer({ toneHz: 1000 });
        const answer = await engine.addBrowserLeg(stage.callId, "agent", page.offerSdp);
        page.close();
        expect(answer).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVPF 8 126/m);
        expect(answer).toContain("a=rtpmap:126 telephone-event/8000\r\n");
      });

      test("leave the music to one on hold when the other is bridged to somebody else", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const agent = await stage.page("agent", { toneHz: 1000 });
        const third = await stage.page("third", { toneHz: 700 });
        const { callId } = stage;
        await engine.bridge(callId, "trunk", "agent");
        await engine.hold(callId, "trunk", "tone/busy");
        await engine.bridge(callId, "agent", "third");
        await eventually(() => agent.hears() === 700 && third.hears() === 1000);
        await eventually(() => phone.hears(100) === 450);
        await engine.bridge(callId, "trunk", "agent");
        await engine.resume(callId, "trunk");
        await eventually(() => phone.hears() === 1000 && agent.hears() === 440);
      });

      test("move to another agent at once, and the first one hears nothing any more", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const first = await stage.page("first", { toneHz: 1000 });
        const second = await stage.page("second", { toneHz: 700 });
        await engine.bridge(stage.callId, "trunk", "first");
        await eventually(() => phone.hears() === 1000 && first.hears() === 440);
        await engine.bridge(stage.callId, "trunk", "second");
        await eventually(() => phone.hears() === 700 && second.hears() === 440 && first.hears() === null);
      });

      test("one way lets a page hear early media and the callee nothing", async () => {
        const callee = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.listenTo(stage.callId, "agent", "trunk");
        await eventually(() => page.hears() === 440);
        expect(callee.hears()).toBeNull();
        await engine.bridge(stage.callId, "agent", "trunk");
        await eventually(() => callee.hears() === 1000 && page.hears() === 440);
      });

      test("a leg that hears itself is an echo test", async () => {
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.listenTo(stage.callId, "agent", "agent");
        await eventually(() => page.hears() === 1000);
      });
    });

    describe("hold and mute", () => {
      test("hold gives music to the held and silence to the other, and resuming brings back both", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000 && page.hears() === 440);
        await engine.hold(stage.callId, "trunk", "music/hold");
        await eventually(() => page.hears() === null && phone.hears() !== 1000 && phone.loudness() > 200);
        await engine.resume(stage.callId, "trunk");
        await eventually(() => phone.hears() === 1000 && page.hears() === 440);
      });

      test("a prompt sounds over the hold music, which goes on after it", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        await engine.hold(stage.callId, "trunk", "tone/busy");
        await eventually(() => phone.hears(100) === 450);
        await engine.play(stage.callId, "trunk", ["tone/beep"]);
        await eventually(() => phone.hears(100) === 1000);
        await eventually(() => phone.hears(100) === 450);
      });

      test("mute sends silence in an unbroken stream", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000);
        await engine.mute(stage.callId, "agent", true);
        await eventually(() => phone.hears() === null);
        const from = phone.heard.length;
        await soundFor(300);
        expect(phone.heard.length - from).toBeGreaterThan(8);
        expect(page.hears()).toBe(440);
        await engine.mute(stage.callId, "agent", false);
        await eventually(() => phone.hears() === 1000);
      });
    });

    test("a leg hears one stream all its life: one SSRC, no gap in sequence or time", async () => {
      const phone = await stage.phone("trunk", { toneHz: 440 });
      const page = await stage.page("agent", { toneHz: 1000 });
      const { callId } = stage;
      await engine.play(callId, "trunk", ["tone/beep"]);
      await eventually(() => stage.told("play-ended").length === 1);
      await engine.bridge(callId, "trunk", "agent");
      await eventually(() => phone.hears() === 1000);
      await engine.hold(callId, "trunk", "music/hold");
      await eventually(() => page.hears() === null);
      await engine.resume(callId, "trunk");
      await eventually(() => phone.hears() === 1000 && page.hears() === 440);
      for (const party of [phone, page]) {
        const { ssrcs, lost, disordered, timestampSteps } = party.continuity();
        expect({ ssrcs, lost, disordered }).toEqual({ ssrcs: 1, lost: 0, disordered: 0 });
        // A stalled machine may cost frames, seconds of them; a stream begun anew jumps by a random number of 32 bits.
        expect(timestampSteps.filter((step) => step <= 0 || step % 160 !== 0 || step > 80_000)).toEqual([]);
      }
    });

    describe("the trunk's far end", () => {
      test("is where its packets come from, whatever its SDP said", async () => {
        const told = await openRtpPhone({ toneHz: 440 });
        const real = await openRtpPhone({ toneHz: 440 });
        real.to(await engine.addTrunkLeg(stage.callId, "trunk"));
        await engine.setTrunkRemote(stage.callId, "trunk", told.remote());
        await engine.play(stage.callId, "trunk", ["tone/beep"], { loop: true });
        await eventually(() => told.hears() === 1000);
        real.start();
        await eventually(() => real.hears() === 1000);
        told.close();
        real.close();
      });

      test("does not change because a stranger sends to the port", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const other = await stage.phone("other", { toneHz: 700 });
        await engine.bridge(stage.callId, "trunk", "other");
        await eventually(() => other.hears() === 440 && phone.hears() === 700);
        const stranger = await openRtpPhone({ toneHz: 2000 });
        stranger.to(await engine.addTrunkLeg(stage.callId, "trunk"));
        stranger.start();
        await soundFor(300);
        expect([other.hears(), phone.hears(), stranger.heard.length]).toEqual([440, 700, 0]);
        stranger.close();
      });

      test("never is a stranger: the caller's voice goes where SDP said while the caller is silent", async () => {
        const { callId } = stage;
        const phone = await openRtpPhone({ toneHz: 440 });
        const stranger = await openRtpPhone({ toneHz: 2000, host: "127.0.0.99" });
        stranger.to(await engine.addTrunkLeg(callId, "trunk"));
        await engine.setTrunkRemote(callId, "trunk", phone.remote());
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(callId, "trunk", "agent");
        stranger.start();
        await eventually(() => phone.hears() === 1000);
        await soundFor(500);
        expect([stranger.heard.length, page.hears()]).toEqual([0, null]);
        expect(stage.told("stranger")).toMatchObject([{ legId: "trunk", address: "127.0.0.99" }]);
        stranger.close();
        phone.close();
      });

      test("behind NAT stays locked while it pauses, whoever sends then", async () => {
        const { callId } = stage;
        const told = await openRtpPhone({ toneHz: 440 });
        const real = await openRtpPhone({ toneHz: 440 });
        const stranger = await openRtpPhone({ toneHz: 2000, host: "127.0.0.99" });
        const neighbour = await openRtpPhone({ toneHz: 2500 });
        const address = await engine.addTrunkLeg(callId, "trunk");
        for (const phone of [real, stranger, neighbour]) phone.to(address);
        await engine.setTrunkRemote(callId, "trunk", told.remote());
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(callId, "trunk", "agent");
        real.start();
        await eventually(() => real.hears() === 1000 && page.hears() === 440);
        real.stop();
        stranger.start();
        neighbour.start();
        await soundFor(2_500);
        expect([real.hears(), stranger.heard.length, neighbour.heard.length, page.hears()]).toEqual([1000, 0, 0, null]);
        real.start();
        await eventually(() => page.hears() === 440);
        for (const phone of [told, real, stranger, neighbour]) phone.close();
      });

      test("may be any host of the networks that are allowed", async () => {
        const { callId } = stage;
        const told = await openRtpPhone({ toneHz: 440 });
        const server = await openRtpPhone({ toneHz: 700, host: "127.0.0.42" });
        server.to(await engine.addTrunkLeg(callId, "trunk"));
        await engine.setTrunkRemote(callId, "trunk", told.remote({ networks: ["127.0.0.40/29"] }));
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(callId, "trunk", "agent");
        server.start();
        await eventually(() => server.hears() === 1000 && page.hears() === 700);
        await expect(engine.setTrunkRemote(callId, "trunk", told.remote({ networks: ["nowhere"] }))).rejects.toMatchObject({
          code: "bad-remote",
        });
        server.close();
        told.close();
      });

      test("is spoken to and heard under the payload type that it maps the codec to", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440, codec: "PCMA", payloadType: 97 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => page.hears() === 440 && phone.heard.length > 20);
        await engine.play(stage.callId, "trunk", ["tone/beep"]);
        await eventually(() => stage.told("play-ended").length === 1);
        expect(new Set(phone.heard.map((packet) => packet.payloadType))).toEqual(new Set([97]));
      });

      test("counts no packet as lost that was not sent while it held us", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000);
        await engine.setTrunkRemote(stage.callId, "trunk", phone.remote({ direction: "recvonly" }));
        await eventually(() => phone.hears() === null);
        await soundFor(1_000);
        await engine.setTrunkRemote(stage.callId, "trunk", phone.remote());
        await eventually(() => phone.hears() === 1000);
        expect(phone.continuity()).toMatchObject({ ssrcs: 1, lost: 0, disordered: 0 });
        expect(Math.max(...phone.continuity().timestampSteps)).toBeGreaterThan(8_000);
      });

      test("moves to where the far end says at once, while the place that it left still sends", async () => {
        const before = await stage.phone("trunk", { toneHz: 440 });
        const other = await stage.phone("other", { toneHz: 700 });
        await engine.bridge(stage.callId, "trunk", "other");
        await eventually(() => other.hears() === 440 && before.hears() === 700);
        const after = await openRtpPhone({ toneHz: 1000 });
        await engine.setTrunkRemote(stage.callId, "trunk", after.remote());
        await soundFor(100);
        after.to(await engine.addTrunkLeg(stage.callId, "trunk"));
        after.start();
        await soundFor(500);
        expect([other.hears(), after.hears()]).toEqual([1000, 700]);
        after.close();
      });

      test("may be sent to only, or not at all", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000 && page.hears() === 440);
        await engine.setTrunkRemote(stage.callId, "trunk", phone.remote({ direction: "sendonly" }));
        await eventually(() => page.hears() === null && phone.hears() === 1000);
        await engine.setTrunkRemote(stage.callId, "trunk", phone.remote({ direction: "inactive" }));
        await eventually(() => phone.hears() === null);
      });
    });

    describe("keys", () => {
      test("of the caller are told with their length", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        phone.press("12#");
        await eventually(() => stage.told("dtmf").length === 3);
        expect(stage.told("dtmf")).toMatchObject(
          [..."12#"].map((digit) => ({ legId: "trunk", digit, durationMs: 100, source: "rfc4733" })),
        );
      });

      test("of the page reach the callee under the trunk's payload type, muted or not, and are told", async () => {
        const callee = await stage.phone("trunk", { toneHz: 440, dtmfPayloadType: 96 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await engine.mute(stage.callId, "agent", true);
        page.press("59*");
        await eventually(() => callee.keysHeard().join("") === "59*");
        const types = new Set(callee.heard.map((packet) => packet.payloadType));
        expect(types).toEqual(new Set([0, 96]));
        await eventually(() => stage.told("dtmf").length === 3);
        expect(stage.told("dtmf").map((event) => event.digit)).toEqual(["5", "9", "*"]);
      });

      test("are sent on command, in order, and speech goes on afterwards", async () => {
        const callee = await stage.phone("trunk", { toneHz: 440 });
        await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => callee.hears() === 1000);
        await Promise.all([engine.sendDtmf(stage.callId, "trunk", "42"), engine.sendDtmf(stage.callId, "trunk", "#")]);
        await eventually(() => callee.keysHeard().join("") === "42#");
        await eventually(() => callee.hears() === 1000);
        expect(callee.continuity()).toMatchObject({ ssrcs: 1, disordered: 0 });
      });

      test("are heard and sent as tones where the trunk knows no telephone events", async () => {
        const callee = await stage.phone("trunk", { toneHz: 440, dtmfPayloadType: null });
        const page = await stage.page("agent", { toneHz: 1000 });
        callee.say(dtmfTones("7", 120, 100));
        await eventually(() => stage.told("dtmf").length === 1);
        expect(stage.told("dtmf")[0]).toMatchObject({ legId: "trunk", digit: "7", source: "inband" });
        const other = await stage.phone("other", { toneHz: 300, dtmfPayloadType: null });
        await engine.bridge(stage.callId, "trunk", "agent");
        await engine.listenTo(stage.callId, "other", "trunk");
        page.press("5");
        // Row and column of key 5 are the two loudest of what arrives.
        await eventually(() => [770, 1340].includes(callee.hears(60) ?? 0));
        expect(other.hears(60)).toBe(440);
      });
    });

    describe("recordings", () => {
      test("hold the caller in the left channel and the agent in the right, through hold and another agent", async () => {
        const { callId } = stage;
        const path = join(stage.folder, "deep", "call.wav");
        const phone = await stage.phone("trunk", { toneHz: 440 });
        await stage.page("first", { toneHz: 1000 });
        await stage.page("second", { toneHz: 700 });
        await engine.bridge(callId, "trunk", "first");
        await eventually(() => phone.hears() === 1000);
        await engine.startRecording(callId, { path, customerLeg: "trunk" });
        const since = performance.now();
        await soundFor(1000);
        await engine.hold(callId, "trunk", "music/hold");
        await soundFor(1000);
        await engine.resume(callId, "trunk");
        await engine.bridge(callId, "trunk", "second");
        await soundFor(1000);
        const recordedMs = performance.now() - since;
        await engine.stopRecording(callId);
        await eventually(() => stage.told("recording-ended").length === 1);
        const ended = stage.told("recording-ended")[0]!;
        const wav = await readWav(path);
        const left = channelOf(wav.samples, 0, 2);
        const right = channelOf(wav.samples, 1, 2);
        const second = (channel: Int16Array, n: number) => channel.subarray(n * 8000 + 2400, n * 8000 + 6400);
        expect(wav).toMatchObject({ format: "ulaw", channels: 2, rate: 8000 });
        expect([0, 1, 2].map((n) => dominantHz(second(left, n)))).toEqual([440, 440, 440]);
        expect([0, 1, 2].map((n) => dominantHz(second(right, n)))).toEqual([1000, null, 700]);
        expect(rms(second(right, 1))).toBeLessThan(20);
        expect(ended).toMatchObject({ path, sha256: await sha256Of(path), bytes: (await readFile(path)).length });
        expect(Math.abs(ended.durationMs - recordedMs)).toBeLessThan(250);
      });

      test("end with the call, and tell it", async () => {
        const path = join(stage.folder, "call.wav");
        await stage.phone("trunk", { toneHz: 440 });
        await engine.startRecording(stage.callId, { path, customerLeg: "trunk" });
        await engine.startRecording(stage.callId, { path, customerLeg: "trunk" });
        await engine.endCall(stage.callId);
        await eventually(() => stage.told("recording-ended").length === 1);
        expect(stage.told("recording-ended")[0]?.path).toBe(path);
      });

      test("never overwrite a file, and never run twice", async () => {
        const path = join(stage.folder, "call.wav");
        await stage.phone("trunk", { toneHz: 440 });
        await writeFile(path, "precious");
        await expect(engine.startRecording(stage.callId, { path, customerLeg: "trunk" })).rejects.toMatchObject({
          code: "recording-failed",
        });
        await engine.startRecording(stage.callId, { path: `${path}.2`, customerLeg: "trunk" });
        const again = engine.startRecording(stage.callId, { path: `${path}.3`, customerLeg: "trunk" });
        await expect(again).rejects.toMatchObject({ code: "recording-failed" });
        expect(await readFile(path, "utf8")).toBe("precious");
      });
    });

    describe("quality", () => {
      test("stats tell packets, loss and score of each leg, and the round trip from reports", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000);
        phone.dropping = true;
        await soundFor(200);
        phone.dropping = false;
        await eventually(async () => (await engine.stats(stage.callId)).agent?.rttMs !== null);
        await eventually(() => page.rttMs() !== null);
        const { trunk, agent } = await engine.stats(stage.callId);
        expect(trunk).toMatchObject({ kind: "trunk", state: "up", codec: "PCMU" });
        expect(trunk!.packetsLost).toBeGreaterThanOrEqual(8);
        expect(trunk!.mos).toBeLessThan(agent!.mos!);
        expect(agent).toMatchObject({ kind: "browser", state: "up" });
        expect(agent!.packetsLost).toBeLessThan(trunk!.packetsLost);
        // A round trip and a wall clock, not a mistaken unit or epoch; how fast this machine is just now is a bench's business.
        expect(agent!.rttMs).toBeLessThan(5_000);
        expect(Math.abs(Date.now() - agent!.lastRtpAt!)).toBeLessThan(5_000);
      });

      test("a leg that sends nothing is told once, with whether the other side does, and again when it flows", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000);
        phone.dropping = true;
        await eventually(() => stage.told("silent").length > 0);
        expect(stage.told("silent")).toMatchObject([{ legId: "trunk", oneWay: true }]);
        expect(stage.told("silent")[0]!.forMs).toBeGreaterThanOrEqual(1000);
        phone.dropping = false;
        await eventually(() => stage.told("flowing").length === 1);
        expect(stage.told("silent")).toHaveLength(1);
      });
    });

    describe("a page", () => {
      test("that is loaded anew takes over its leg with the bridge and the stream as they were", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const before = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000 && before.hears() === 440);
        const after = await stage.page("agent", { toneHz: 700 });
        await eventually(() => phone.hears() === 700 && after.hears() === 440);
        expect(after.heard.at(-1)!.ssrc).toBe(before.heard.at(-1)!.ssrc);
        expect(phone.continuity()).toMatchObject({ ssrcs: 1, disordered: 0 });
      });

      test("that was told that its connection ended disturbs nobody by talking on", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const before = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        const after = await stage.page("agent", { toneHz: 700 });
        before.breakOff();
        await eventually(() => phone.hears() === 700 && after.hears() === 440);
      });

      test("with a bad second offer keeps its connection", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await expect(engine.addBrowserLeg(stage.callId, "agent", "v=0")).rejects.toMatchObject({ code: "bad-offer" });
        await eventually(() => phone.hears() === 1000);
      });

      test("that sleeps is told as lost, and is up again by itself when it wakes", async () => {
        const page = await stage.page("agent", { toneHz: 1000 });
        const states = () => stage.told("leg-state").map((event) => event.state);
        await soundFor(100);
        page.dropping = true;
        await eventually(() => states().at(-1) === "lost");
        page.dropping = false;
        await eventually(() => states().at(-1) === "up");
      });

      test("that goes is told as lost, and the caller's leg lives on", async () => {
        const phone = await stage.phone("trunk", { toneHz: 440 });
        const page = await stage.page("agent", { toneHz: 1000 });
        await engine.bridge(stage.callId, "trunk", "agent");
        await eventually(() => phone.hears() === 1000);
        page.close();
        await eventually(() => stage.told("leg-state").some((event) => event.legId === "agent" && event.state === "lost"));
        await engine.play(stage.callId, "trunk", ["tone/beep"], { loop: true });
        await eventually(() => phone.hears() === 1000);
      });
    });
  });
}
