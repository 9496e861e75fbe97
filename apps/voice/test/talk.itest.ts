import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { sha256Of } from "@cloverdesk/media";
import { dominantHz, rms } from "@cloverdesk/media/signal";
import { channelOf, readWav } from "@cloverdesk/media/wav";
import { until } from "@cloverdesk/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Rig, setRig } from "./rig.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await setRig();
});
afterEach(() => rig.strike());

describe("while a caller and an agent talk", () => {
  it("hold gives music to the caller and silence to the agent, and resuming brings both back", async () => {
    const { callId, legId, caller, page } = await rig.talk();
    await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    await until(() => page.hears() === null && caller.rtp.hears() !== 1000 && caller.rtp.loudness() > 200, "the caller hears music");
    await rig.api.done({ name: "resume-leg", callId, legId });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both hear each other again");
  });

  it("a caller on hold keeps the music while the agent talks to somebody else", async () => {
    const { callId, legId, caller, agentLeg, page } = await rig.talk();
    await rig.api.done({ name: "hold-leg", callId, legId, music: "music/hold" });
    const { legId: third, page: colleague } = await rig.page(callId, undefined, 700);
    await rig.api.done({ name: "bridge", callId, legA: agentLeg, legB: third });
    await until(() => page.hears() === 700 && colleague.hears() === 1000, "the agents hear each other");
    await until(() => caller.rtp.loudness() > 200 && caller.rtp.hears() !== 1000, "the caller hears music");
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await rig.api.done({ name: "resume-leg", callId, legId });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both hear each other again");
  });

  it("hold music that does not exist never leaves the two connected", async () => {
    const { callId, legId, caller, page } = await rig.talk();
    await rig.api.done({ name: "hold-leg", callId, legId, music: "zh/no-such-music" });
    await until(() => page.hears() === null && caller.rtp.hears() !== 1000 && caller.rtp.loudness() > 200, "the caller hears music");
  });

  it("mute silences the agent alone", async () => {
    const { callId, caller, agentLeg, page } = await rig.talk();
    await rig.api.done({ name: "mute-leg", callId, legId: agentLeg, muted: true });
    await until(() => caller.rtp.hears() === null, "the caller hears nothing");
    expect(page.hears()).toBe(440);
    await rig.api.done({ name: "mute-leg", callId, legId: agentLeg, muted: false });
    await until(() => caller.rtp.hears() === 1000, "the caller hears the agent again");
  });

  it("keys are sent to the caller's side, and told when the caller presses them", async () => {
    const { callId, legId, caller } = await rig.talk();
    await rig.api.done({ name: "send-digits", callId, legId, digits: "42#" });
    await until(() => caller.rtp.keysHeard().join("") === "42#", "the keys arrive");
    caller.rtp.press("7");
    expect(await rig.api.fact("digit.pressed")).toMatchObject({ legId, digit: "7" });
    const refused = await rig.api.command({ name: "send-digits", callId, legId, digits: "call me" });
    expect(refused).toMatchObject({ type: "refused", why: "failed" });
  });

  it("a recording holds the caller left and the agent right, and is told with its hash", async () => {
    const { callId, legId, caller, page } = await rig.talk();
    const recordingId = randomUUID();
    const start = { name: "start-recording", callId, recordingId, customerLeg: legId, file: "2026/03/02/a.wav" } as const;
    await rig.api.done(start);
    await rig.api.done(start);
    const from = caller.rtp.heard.length;
    await until(() => caller.rtp.heard.length > from + 75, "a second and a half of sound");
    caller.call.hangUp();
    await rig.api.fact("leg.ended");
    await rig.api.done({ name: "end-session", callId });
    const ended = await rig.api.fact("recording.ended");
    const file = path.join(rig.recordings, "2026/03/02/a.wav");
    expect(ended).toMatchObject({
      recordingId,
      file: "2026/03/02/a.wav",
      sha256: await sha256Of(file),
      bytes: (await readFile(file)).length,
    });
    expect(ended.durationMs).toBeGreaterThan(1400);
    const { samples } = await readWav(file);
    const middle = (channel: number) => channelOf(samples, channel, 2).subarray(4000, 8000);
    expect([dominantHz(middle(0)), dominantHz(middle(1))]).toEqual([440, 1000]);
    expect(rms(middle(1))).toBeGreaterThan(1000);
    expect(page.continuity()).toMatchObject({ ssrcs: 1, disordered: 0 });
    // The last fact, after the recording.
    const names = rig.api.facts.filter((fact) => fact.callId === callId).map(({ fact }) => fact.name);
    await rig.api.fact("session.ended");
    expect(names.indexOf("recording.ended")).toBeGreaterThan(0);
    expect(rig.api.facts.filter((fact) => fact.callId === callId).at(-1)?.fact.name).toBe("session.ended");
  });

  it("a recording never leaves its folder, and a session has one at most", async () => {
    const { callId, legId } = await rig.talk();
    const start = (file: string) =>
      rig.api.command({ name: "start-recording", callId, recordingId: randomUUID(), customerLeg: legId, file });
    expect(await start("../../etc/a.wav")).toMatchObject({ type: "refused", why: "failed" });
    expect(await start("a.wav")).toMatchObject({ type: "done" });
    expect(await start("b.wav")).toMatchObject({ type: "refused", why: "wrong_state" });
  });

  it("a recording that cannot begin is told as one that holds nothing, and the talk goes on", async () => {
    const { callId, legId, caller } = await rig.talk();
    await writeFile(path.join(rig.recordings, "taken.wav"), "precious");
    const recordingId = randomUUID();
    const start = { name: "start-recording", callId, recordingId, customerLeg: legId, file: "taken.wav" } as const;
    expect(await rig.api.command(start)).toMatchObject({ type: "refused", why: "failed" });
    expect(await rig.api.fact("recording.ended")).toMatchObject({ recordingId, durationMs: 0, bytes: 0 });
    expect(await readFile(path.join(rig.recordings, "taken.wav"), "utf8")).toBe("precious");
    expect(caller.call.state).toBe("answered");
  });

  it("a page loaded anew takes its leg back with the talk as it was", async () => {
    const { callId, caller, agentLeg, page } = await rig.talk();
    page.close();
    expect(await rig.api.fact("leg.lost")).toMatchObject({ legId: agentLeg });
    const { page: again } = await rig.page(callId, agentLeg, 700);
    await until(() => caller.rtp.hears() === 700 && again.hears() === 440, "both hear each other again");
    expect(caller.rtp.continuity()).toMatchObject({ ssrcs: 1, disordered: 0 });
  });

  it("another leg of the agent can take the place of the first", async () => {
    const { callId, caller, agentLeg, page } = await rig.talk();
    const legId = randomUUID();
    const { page: other } = await rig.page(callId, legId, 700, agentLeg);
    await until(() => caller.rtp.hears() === 700 && other.hears() === 440, "the caller talks to the new leg");
    expect((await rig.api.fact("leg.ended")).end).toMatchObject({ by: "local", reason: "replaced" });
    await until(() => page.hears(100) === null, "the first leg hears nothing");
  });

  it("a muted agent stays muted on another leg", async () => {
    const { callId, caller, agentLeg } = await rig.talk();
    await rig.api.done({ name: "mute-leg", callId, legId: agentLeg, muted: true });
    const { legId, page } = await rig.page(callId, randomUUID(), 700, agentLeg);
    await until(() => page.hears() === 440 && caller.rtp.hears() === null, "the agent hears and is not heard");
    await rig.api.done({ name: "mute-leg", callId, legId, muted: false });
    await until(() => caller.rtp.hears() === 700, "the caller hears the agent");
  });

  it("who listens to another leg is joined to nobody, until bridged again", async () => {
    const { callId, legId, caller, agentLeg, page } = await rig.talk();
    await rig.api.done({ name: "listen-in", callId, fromLeg: legId, toLeg: agentLeg });
    await until(() => caller.rtp.hears() === null && page.hears() === 440, "the agent hears and is not heard");
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both hear each other");
  });

  it("an offer without telephone sound is refused, and the talk goes on", async () => {
    const { callId, caller, agentLeg, page } = await rig.talk();
    const answer = await rig.api.command({ name: "connect-agent-leg", callId, legId: agentLeg, offer: "v=0\r\n" });
    expect(answer).toMatchObject({ type: "refused", why: "bad_offer" });
    await until(() => caller.rtp.hears() === 1000 && page.hears() === 440, "both still hear each other");
  });

  it("the carrier may hold, resume, and move the sound to another address", async () => {
    const { caller, page } = await rig.talk();
    await caller.reinvite("sendonly");
    await until(() => caller.rtp.hears() === null, "the held caller is sent nothing");
    expect(page.hears()).toBe(440);
    await caller.reinvite();
    await until(() => caller.rtp.hears() === 1000, "the caller hears again");
    const moved = await caller.move(620);
    await until(() => moved.hears() === 1000 && page.hears() === 620, "both hear each other at the new address");
  });

  it("sound that is missing is told of who talks, and again when it flows", async () => {
    const { callId, legId, caller } = await rig.talk();
    caller.rtp.dropping = true;
    expect(await rig.api.fact("media.silent")).toMatchObject({ callId, legId });
    caller.rtp.dropping = false;
    expect(await rig.api.fact("media.flowing")).toMatchObject({ callId, legId });
  });

  it("an agent's leg can be hung up without the caller's", async () => {
    const { callId, legId, caller, agentLeg } = await rig.talk();
    await rig.api.done({ name: "hang-up-leg", callId, legId: agentLeg });
    expect(await rig.api.fact("leg.ended")).toMatchObject({ legId: agentLeg, end: { by: "local" } });
    await until(() => caller.rtp.hears() === null, "the caller hears silence");
    expect(caller.call.state).toBe("answered");
    const late = await rig.api.command({ name: "connect-agent-leg", callId, legId: agentLeg, offer: "v=0\r\n" });
    expect(late).toMatchObject({ type: "refused", why: "wrong_state" });
    await rig.api.done({ name: "hang-up-leg", callId, legId });
    expect(await caller.ended).toMatchObject({ by: "remote", status: 200 });
    await rig.api.fact("session.ended");
  });
});

describe("silence of a caller who talks to nobody", () => {
  it("is not told, but is when the talk begins", async () => {
    const { callId, legId, caller } = await rig.inbound();
    await rig.api.done({ name: "play", callId, legId, playId: "wait", prompts: ["music/hold"], loop: true });
    caller.rtp.dropping = true;
    const from = caller.rtp.heard.length;
    await until(() => caller.rtp.heard.length > from + 75, "more than the time of silence");
    expect(rig.api.facts.some(({ fact }) => fact.name === "media.silent")).toBe(false);
    const { legId: agentLeg } = await rig.page(callId);
    await rig.api.done({ name: "bridge", callId, legA: legId, legB: agentLeg });
    expect(await rig.api.fact("media.silent")).toMatchObject({ legId });
  });
});
