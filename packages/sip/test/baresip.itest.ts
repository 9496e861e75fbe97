import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { CallEnd } from "../src/dialog/call-types.ts";
import type { IncomingCall } from "../src/dialog/incoming-call.ts";
import { createAudioSession } from "../src/sdp/audio-session.ts";
import { closeAgents, once, openAgent } from "./sockets.ts";

const BARESIP = "/usr/bin/baresip";
const MODULES = "/usr/lib/baresip/modules";
const present = existsSync(BARESIP) && existsSync(MODULES);
if (!present) console.log(`skipped: no ${BARESIP} (Debian package baresip-core)`);

let child: ChildProcess | undefined;
let folder = "";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Start baresip; false when one of its ports was taken: it uses more than it is told (TLS beside TCP), and UDP too. */
async function launch(sipPort: number, controlPort: number): Promise<boolean> {
  const config = [
    `sip_listen 127.0.0.1:${sipPort}`,
    "net_interface 127.0.0.1",
    "audio_source aubridge,none",
    "audio_player aubridge,none",
    "rtp_ports 40000-40200",
    `module_path ${MODULES}`,
    ...["g711.so", "aubridge.so", "ctrl_tcp.so"].map((module) => `module ${module}`),
    "module_tmp account.so",
    "module_app menu.so",
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
  ];
  folder = mkdtempSync(join(tmpdir(), "baresip-"));
  writeFileSync(join(folder, "config"), `${config.join("\n")}\n`);
  writeFileSync(join(folder, "accounts"), `<sip:phone@127.0.0.1:${sipPort}>;regint=0;answermode=auto;audio_codecs=PCMA,PCMU\n`);
  const phone = spawn(BARESIP, ["-f", folder], { stdio: ["ignore", "pipe", "pipe"] });
  child = phone;
  return new Promise((resolve) => {
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk;
      if (output.includes("baresip is ready")) resolve(!output.includes("Address already in use"));
    };
    phone.stdout.on("data", read);
    phone.stderr.on("data", read);
    phone.once("close", () => resolve(false));
  });
}

/** A phone that answers by itself and takes commands. */
async function startPhone() {
  for (let tries = 0; tries < 10; tries++) {
    const [sipPort, controlPort] = [await freePort(), await freePort()];
    if (await launch(sipPort, controlPort)) {
      return { uri: `sip:phone@127.0.0.1:${sipPort}`, command: (name: string, params?: string) => command(controlPort, name, params) };
    }
    await removePhone();
  }
  throw new Error("baresip did not come up");
}

/** A netstring of JSON; resolves when the phone has answered that it is done. */
async function command(port: number, name: string, params = ""): Promise<void> {
  const body = JSON.stringify({ command: name, params, token: "test" });
  const socket = connect(port, "127.0.0.1");
  socket.write(`${Buffer.byteLength(body)}:${body},`);
  await once(socket, "data");
  socket.destroy();
}

async function removePhone(): Promise<void> {
  if (!child) return;
  const phone = child;
  child = undefined;
  if (phone.exitCode === null && phone.signalCode === null) {
    const gone = once(phone, "close");
    phone.kill("SIGKILL");
    await gone;
  }
  rmSync(folder, { recursive: true });
}

afterEach(async () => {
  expect(await closeAgents()).toEqual([]);
  await removePhone();
});

const audio = () => createAudioSession({ address: "127.0.0.1", port: 39_000 });

describe.skipIf(!present)("baresip", () => {
  it.each(["udp", "tcp"] as const)("is called over %s, answers, is held, resumed and hung up", async (transport) => {
    const phone = await startPhone();
    const agent = await openAgent();
    const session = audio();
    const call = agent.dial({ uri: phone.uri, from: "+861055550100", sdp: session.offer(), transport });
    expect(session.accept(await once<string>(call, "answer"))).toMatchObject({ ok: true, audio: { codec: "PCMA", direction: "sendrecv" } });
    expect(session.accept(await call.reinvite(session.offer("sendonly")))).toMatchObject({ ok: true, audio: { direction: "sendonly" } });
    expect(session.accept(await call.reinvite(session.offer()))).toMatchObject({ ok: true, audio: { direction: "sendrecv" } });
    const end = once<CallEnd>(call, "end");
    call.hangUp();
    expect(await end).toMatchObject({ by: "local", status: 200 });
  });

  it("calls us and hangs up", async () => {
    const phone = await startPhone();
    const agent = await openAgent();
    const incoming = once<IncomingCall>(agent, "call");
    await phone.command("dial", `sip:+861055550100@127.0.0.1:${agent.address()!.port}`);
    const call = await incoming;
    expect(call.dialled.number).toBe("+861055550100");
    const confirmed = once(call, "confirmed");
    const answer = audio().answer(call.remoteSdp!);
    if (!answer.ok) throw new Error(answer.problem);
    call.ring();
    call.answer(answer.sdp);
    await confirmed;
    const end = once<CallEnd>(call, "end");
    await phone.command("hangup");
    expect(await end).toMatchObject({ by: "remote", status: 200 });
  });

  it("that hangs up ends our call to it", async () => {
    const phone = await startPhone();
    const agent = await openAgent();
    const call = agent.dial({ uri: phone.uri, from: "+861055550100", sdp: audio().offer() });
    await once(call, "answer");
    const end = once<CallEnd>(call, "end");
    await phone.command("hangup");
    expect(await end).toMatchObject({ by: "remote", status: 200 });
  });
});
