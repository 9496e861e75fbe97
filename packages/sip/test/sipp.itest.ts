import { spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { UserAgent } from "../src/agent/user-agent.ts";
import type { CallEnd } from "../src/dialog/call-types.ts";
import { createAudioSession } from "../src/sdp/audio-session.ts";
import { closeAgents, once, openAgent } from "./sockets.ts";

const SIPP = "/usr/bin/sipp";
const present = existsSync(SIPP);
if (!present) console.log(`skipped: no ${SIPP} (Debian package sip-tester)`);

const scenarios = fileURLToPath(new URL("./scenarios/", import.meta.url));
const offer = () => createAudioSession({ address: "127.0.0.1", port: 20_000 }).offer();
const answerTo = (sdp: string | undefined): string => {
  const answer = createAudioSession({ address: "127.0.0.1", port: 20_000 }).answer(sdp ?? "");
  if (!answer.ok) throw new Error(answer.problem);
  return answer.sdp;
};

/**
 * A port that is free for UDP and TCP. It lies below those that the kernel hands out: one of those may be given to a connection of ours before sipp
 * listens, and sipp then ends without a call.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 7_000 + Math.floor(Math.random() * 3_000);
    if ((await canBind(createSocket("udp4"), port)) && (await canListen(port))) return port;
  }
}

const canBind = (socket: Socket, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once("error", () => socket.close(() => resolve(false)));
    socket.bind(port, "127.0.0.1", () => socket.close(() => resolve(true)));
  });

const canListen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** Run a scenario; `done` resolves with the exit code (0: as written) and what it complained about. */
async function sipp(scenario: string, transport: "udp" | "tcp", calls: number, target?: UserAgent) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "sipp-"));
  const args = ["-sf", join(scenarios, `${scenario}.xml`), "-i", "127.0.0.1", "-p", String(port), "-t", transport === "tcp" ? "t1" : "u1"];
  args.push(
    "-m",
    String(calls),
    "-nostdin",
    "-timeout",
    "20",
    "-timeout_error",
    "-s",
    "+861055550100",
    "-trace_err",
    "-error_file",
    join(folder, "errors"),
  );
  if (target) args.push(`127.0.0.1:${target.address()!.port}`);
  const child = spawn(SIPP, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  child.stdout.resume();
  const done = new Promise<{ code: number | null; complaints: string }>((resolve) => {
    child.on("close", (code) => {
      rmSync(folder, { recursive: true });
      resolve({ code, complaints });
    });
  });
  return { port, done };
}

const asWritten = { code: 0 };

afterEach(async () => {
  expect(await closeAgents()).toEqual([]);
});

describe.skipIf(!present).each(["udp", "tcp"] as const)("sipp calls us over %s", (transport) => {
  it("and is answered, ten times", async () => {
    const agent = await openAgent();
    const ends: CallEnd[] = [];
    agent.on("call", (call) => {
      call.on("end", (end) => ends.push(end));
      call.ring();
      call.answer(answerTo(call.remoteSdp));
    });
    const { done } = await sipp("uac-answer", transport, 10, agent);
    expect(await done).toMatchObject(asWritten);
    expect(ends.map((end) => end.by)).toEqual(Array(10).fill("remote"));
  });

  it("and holds and resumes", async () => {
    const agent = await openAgent();
    agent.on("call", (call) => {
      call.on("offer", (offered) => offered.accept(answerTo(offered.sdp)));
      call.answer(answerTo(call.remoteSdp));
    });
    expect(await (await sipp("uac-hold", transport, 3, agent)).done).toMatchObject(asWritten);
  });

  it("and gives up", async () => {
    const agent = await openAgent();
    const ended = new Promise<CallEnd>((resolve) => {
      agent.on("call", (call) => {
        call.on("end", resolve);
        call.ring();
      });
    });
    expect(await (await sipp("uac-cancel", transport, 1, agent)).done).toMatchObject(asWritten);
    expect(await ended).toMatchObject({ by: "remote", status: 487 });
  });

  it("through a proxy, and our BYE takes the same way", async () => {
    const agent = await openAgent();
    agent.on("call", (call) => {
      call.on("confirmed", () => call.hangUp());
      call.answer(answerTo(call.remoteSdp));
    });
    expect(await (await sipp("uac-proxied", transport, 1, agent)).done).toMatchObject(asWritten);
  });

  it("asking whether we are alive", async () => {
    expect(await (await sipp("uac-options", transport, 2, await openAgent())).done).toMatchObject(asWritten);
  });
});

describe.skipIf(!present).each(["udp", "tcp"] as const)("we call sipp over %s", (transport) => {
  const place = async (scenario: string) => {
    const agent = await openAgent();
    const { port, done } = await sipp(scenario, transport, 1);
    // sipp takes a moment to listen; over UDP the INVITE is repeated, over TCP we must not be too early.
    if (transport === "tcp") await Promise.race([listening(port), endedEarly(done)]);
    const credentials = { username: "trunk", password: "open sesame" };
    const call = agent.dial({ uri: `sip:13800138001@127.0.0.1:${port}`, from: "+861055550100", sdp: offer(), transport, credentials });
    const statuses: number[] = [];
    call.on("progress", (status) => statuses.push(status));
    return { agent, port, call, done, statuses, end: once<CallEnd>(call, "end") };
  };

  it.each(["uas-answer", "uas-bare", "uas-prack", "uas-auth-401", "uas-auth-407"])("(%s) and hang up", async (scenario) => {
    const { call, done, end } = await place(scenario);
    expect(await once<string>(call, "answer")).toContain("m=audio 40000");
    call.hangUp();
    expect(await end).toMatchObject({ by: "local", status: 200 });
    expect(await done).toMatchObject(asWritten);
  });

  it("and hear early media before the answer", async () => {
    const { call, done, statuses } = await place("uas-answer");
    await once(call, "answer");
    call.hangUp();
    expect(statuses).toEqual([180, 183]);
    expect(await done).toMatchObject(asWritten);
  });

  it("and are hung up with the network's cause", async () => {
    const { done, end } = await place("uas-hang-up");
    expect(await end).toMatchObject({ by: "remote", status: 200, reasonHeader: { protocol: "Q.850", cause: 16 } });
    expect(await done).toMatchObject(asWritten);
  });

  it.each([
    ["uas-486", { by: "remote", status: 486, reasonHeader: { cause: 17, text: "User busy" } }],
    ["uas-404", { by: "remote", status: 404 }],
    ["uas-503", { by: "remote", status: 503 }],
  ])("and are refused (%s)", async (scenario, expected) => {
    const { done, end } = await place(scenario);
    expect(await end).toMatchObject(expected);
    expect(await done).toMatchObject(asWritten);
  });

  it("and give up while it rings", async () => {
    const { call, done } = await place("uas-cancelled");
    await once(call, "progress");
    call.cancel();
    expect(await done).toMatchObject(asWritten);
  });

  it("to register", async () => {
    const agent = await openAgent();
    const { port, done } = await sipp("uas-register", transport, 1);
    if (transport === "tcp") await Promise.race([listening(port), endedEarly(done)]);
    const credentials = { username: "trunk", password: "open sesame" };
    const registrar = `sip:127.0.0.1:${port}`;
    const registration = agent.register({ registrar, address: `sip:trunk@127.0.0.1:${port}`, credentials, transport });
    expect(await once(registration, "change")).toMatchObject({ state: "registered", nextIn: 30 });
    expect(await done).toMatchObject(asWritten);
  });
});

/** Rejects with what sipp complained about when it ends. */
async function endedEarly(done: Promise<{ code: number | null; complaints: string }>): Promise<never> {
  const { code, complaints } = await done;
  throw new Error(`sipp ended with ${code} before it listened: ${complaints}`);
}

/** Wait until something accepts TCP connections there, by the kernel's own list so that sipp is not disturbed. */
async function listening(port: number): Promise<void> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`;
  for (;;) {
    if ((await readFile("/proc/net/tcp", "utf8")).includes(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
