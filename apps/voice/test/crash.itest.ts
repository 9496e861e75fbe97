import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { sha256Of } from "@cloverdesk/media";
import { until } from "@cloverdesk/testing";
import { openSipPhone, type SipPhone } from "@cloverdesk/testing/phone";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ApiLink, connectApi } from "./api-link.ts";
import { healthOf, portRange, SECRET } from "./rig.ts";

const root = path.resolve(import.meta.dirname, "../../..");

interface Program {
  child: ChildProcess;
  sip: number;
  link: number;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

let folder: string;
let phone: SipPhone;
let running: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "voice-"));
  phone = await openSipPhone();
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await phone.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the program as the launcher does. */
async function boot(env: Record<string, string> = {}): Promise<Program> {
  const { from, to } = portRange();
  const settings = {
    SIP_PORT: "0",
    VOICE_LINK_PORT: "0",
    VOICE_LINK_SECRET: SECRET,
    RECORDINGS_DIR: folder,
    RTP_PORTS: `${from}-${to}`,
    MEDIA_WORKERS: "1",
    DRAIN_GRACE_MS: "100",
    ...env,
  };
  const child = spawn(process.execPath, ["--import", "tsx", "apps/voice/src/main.ts"], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  running.push(child);
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const listens = new Promise<{ sip: number; link: number }>((resolve, reject) => {
    createInterface(child.stdout!).on("line", (line) => line.includes("voice listens") && resolve(JSON.parse(line)));
    void ended.then((code) => reject(new Error(`voice ended with ${code}`)));
  });
  const { sip, link } = await listens;
  return { child, sip, link, ended };
}

async function recordedCall(program: Program, api: ApiLink) {
  const caller = await phone.begin(program.sip);
  const { callId, legId } = await api.fact("call.arrived");
  await api.done({ name: "answer-leg", callId, legId });
  await api.fact("leg.answered");
  const recordingId = randomUUID();
  await api.done({ name: "start-recording", callId, recordingId, customerLeg: legId, file: "day/call.wav" });
  await api.done({ name: "play", callId, legId, playId: "p", prompts: ["tone/beep"], loop: true });
  const from = caller.rtp.heard.length;
  await until(() => caller.rtp.heard.length > from + 100, "two seconds of sound");
  return { caller, callId, legId, recordingId };
}

describe("the voice program", () => {
  it("killed in mid-call leaves a recording that its next boot repairs and tells, until an api has heard of it", async () => {
    const first = await boot();
    const api = await connectApi(first.link, SECRET);
    const { recordingId, caller } = await recordedCall(first, api);
    first.child.kill("SIGKILL");
    await first.ended;
    api.close();

    const second = await boot();
    // The caller is not left in silence.
    expect(await caller.ended).toMatchObject({ by: "remote", reasonHeader: { protocol: "Q.850", cause: 41 } });
    await until(async () => (await readdir(path.join(folder, ".dialogs"))).length === 0, "the journal of dialogs is empty");
    const again = await connectApi(second.link, SECRET);
    expect(again.welcome.boot).not.toBe(api.welcome.boot);
    expect(again.welcome.sessions).toEqual([]);
    const [recovered] = again.welcome.recovered;
    expect(recovered).toMatchObject({ recordingId, file: "day/call.wav", sha256: await sha256Of(path.join(folder, "day/call.wav")) });
    expect(recovered!.durationMs).toBeGreaterThan(1000);
    again.send({ type: "ping" });
    await until(async () => (await readdir(path.join(folder, ".open"))).length === 0, "the journal is empty");
    again.close();
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  });

  it("whose media process dies tells it, ends the calls that lost their sound, keeps the recording, and takes new ones", async () => {
    const program = await boot();
    const api = await connectApi(program.link, SECRET);
    const { caller, callId, legId, recordingId } = await recordedCall(program, api);
    const { media } = await healthOf(program.link);
    process.kill(media.workers[0]!.pid, "SIGKILL");
    await api.fact("session.failed");
    expect((await api.fact("leg.ended", (fact) => fact.legId === legId)).end).toMatchObject({ by: "error" });
    expect(await caller.ended).toMatchObject({ by: "remote", status: 200 });
    const recording = await api.fact("recording.ended");
    expect(recording).toMatchObject({ recordingId, sha256: await sha256Of(path.join(folder, "day/call.wav")) });
    expect(recording.durationMs).toBeGreaterThan(1000);
    await api.fact("session.ended", (_fact, id) => id === callId);
    const names = api.facts.filter((fact) => fact.callId === callId).map(({ fact }) => fact.name);
    expect(names.indexOf("session.failed")).toBeLessThan(names.indexOf("leg.ended"));

    const next = await phone.begin(program.sip);
    const arrived = await api.fact("call.arrived");
    await api.done({ name: "answer-leg", callId: arrived.callId, legId: arrived.legId });
    await api.done({ name: "play", callId: arrived.callId, legId: arrived.legId, playId: "p", prompts: ["tone/beep"], loop: true });
    await until(() => next.rtp.hears() === 1000, "a new call has sound");
    api.close();
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
  });

  it("whose media process is frozen answers on its health page, ends the calls that lost their sound, and takes new ones", async () => {
    const program = await boot();
    const api = await connectApi(program.link, SECRET);
    const { caller, legId } = await recordedCall(program, api);
    const { media } = await healthOf(program.link);
    process.kill(media.workers[0]!.pid, "SIGSTOP");
    const asked = performance.now();
    expect((await healthOf(program.link)).media).toMatchObject({ silentWorkers: 1 });
    expect(performance.now() - asked).toBeLessThan(5_000);
    await api.fact("session.failed");
    expect((await api.fact("leg.ended", (fact) => fact.legId === legId)).end).toMatchObject({ by: "error" });
    expect(await caller.ended).toMatchObject({ by: "remote", status: 200 });
    await until(async () => (await healthOf(program.link)).media.silentWorkers === 0, "another media process");
    const next = await phone.begin(program.sip);
    const arrived = await api.fact("call.arrived");
    await api.done({ name: "answer-leg", callId: arrived.callId, legId: arrived.legId });
    await api.done({ name: "play", callId: arrived.callId, legId: arrived.legId, playId: "p", prompts: ["tone/beep"], loop: true });
    await until(() => next.rtp.hears() === 1000, "a new call has sound");
    api.close();
  });

  it("ends when its launcher is gone", async () => {
    const program = await boot({ MEDIA_WORKERS: "0" });
    program.child.disconnect();
    expect(await program.ended).toBe(0);
  });

  it("that cannot start says which variable to change, and exits with 1", async () => {
    const first = await boot({ MEDIA_WORKERS: "0" });
    const wrong: [name: string, value: string][] = [
      ["SIP_PORT", String(first.sip)],
      ["VOICE_LINK_PORT", String(first.link)],
      ["SIP_ACL", "10.0.0"],
      ["RECORDINGS_DIR", "/dev/null/recordings"],
      ["MEDIA_ENGINE", "rtpengine"],
    ];
    const tried = wrong.map(async ([name, value]) => {
      const free = { SIP_PORT: "0", VOICE_LINK_PORT: "0", VOICE_LINK_SECRET: SECRET, RECORDINGS_DIR: folder, MEDIA_WORKERS: "0" };
      const child = spawn(process.execPath, ["--import", "tsx", "apps/voice/src/main.ts"], {
        cwd: root,
        env: { ...process.env, ...free, [name]: value },
      });
      running.push(child);
      let told = "";
      child.stderr.on("data", (chunk) => {
        told += chunk;
      });
      const code = await new Promise((resolve) => child.once("close", resolve));
      expect({ name, code, lines: told.trim().split("\n") }).toEqual({ name, code: 1, lines: [expect.stringContaining(name)] });
    });
    await Promise.all(tried);
  });
});
