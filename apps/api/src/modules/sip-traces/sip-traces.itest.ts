import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  callEndpoints,
  sipTraceEndpoints as e,
  hotlineEndpoints,
  type TracedLine,
  traceFileOfCall,
  traceFileOfPeer,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { agentOnDuty, hotlineWithGroup, talking } from "../calls/calls.factory.ts";
import { grant } from "../identity/identity.factory.ts";

const LEG = "00000000-0000-4000-8000-000000000007";
let api: Harness;
let folder: string;
let callId: string;
let admin: ApiClient;
let trunkId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sip-traces-"));
  api = await startHarness({ env: { SIP_TRACES_DIR: folder } });
  const place = await hotlineWithGroup(api);
  const agent = await agentOnDuty(api, place.group.id);
  ({ callId } = await talking(api, place.hotline, agent));
  await agent.client.call(callEndpoints.hangUp, { params: { callId } });
  admin = (await api.signInNew({ grants: grant("all", "calls.read", "signalling.read", "settings.read", "settings.edit") })).client;
  trunkId = "00000000-0000-4000-8000-000000000009";
  await admin.call(hotlineEndpoints.addTrunk, { body: { id: trunkId, name: "主用中继", host: "192.0.2.9" } });
});
afterAll(async () => {
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

const line = (start: string, given: Partial<TracedLine> = {}): TracedLine => ({
  at: api.clock.now().toISOString(),
  direction: "in",
  transport: "UDP",
  peer: { host: "192.0.2.9", port: 5060 },
  local: { host: "192.0.2.1", port: 5060 },
  legId: LEG,
  text: `${start}\r\nCall-ID: a@b\r\n\r\n`,
  ...given,
});
async function put(file: string, lines: (TracedLine | string)[]): Promise<void> {
  const place = path.join(folder, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, lines.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join("\n"));
}
const today = () => api.clock.now().toISOString().slice(0, 10);
const audits = () => api.db.prisma.audit.count({ where: { verb: "signalling.read" } });

it("of a call are told with the names of trunks, whatever voice was writing when it died, and audited", async () => {
  const params = { callId };
  await expect(admin.call(e.ofCall, { params })).rejects.toMatchObject({ code: "sip_traces.none" });
  const before = await audits();
  await put(traceFileOfCall(today(), callId), [
    line("INVITE sip:4008@x SIP/2.0"),
    line("SIP/2.0 200 OK", { direction: "out", cut: true }),
    '{"at":"20',
  ]);
  const trace = await admin.call(e.ofCall, { params });
  expect(trace).toMatchObject({ cut: true, trunks: { "192.0.2.9": "主用中继" } });
  expect(trace.items.map(({ direction, text }) => [direction, text.split("\r\n")[0]])).toEqual([
    ["in", "INVITE sip:4008@x SIP/2.0"],
    ["out", "SIP/2.0 200 OK"],
  ]);
  expect(await audits()).toBe(before + 1);
});

it("are found also when voice's day was another", async () => {
  const yesterday = new Date(api.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  await rm(path.join(folder, "calls"), { recursive: true, force: true });
  await put(traceFileOfCall(yesterday, callId), [line("INVITE sip:4008@x SIP/2.0")]);
  expect((await admin.call(e.ofCall, { params: { callId } })).items).toHaveLength(1);
});

it("are a capture file, over IPv4 and IPv6", async () => {
  const v6 = { peer: { host: "2001:db8::9", port: 5061 }, local: { host: "2001:db8::1", port: 5060 }, transport: "TLS" as const };
  await put(traceFileOfCall(today(), callId), [line("INVITE sip:4008@x SIP/2.0"), line("BYE sip:x SIP/2.0", { ...v6, direction: "out" })]);
  const file = Buffer.from((await admin.call(e.fileOfCall, { params: { callId } })) as unknown as ArrayBuffer);
  expect([file.readUInt32LE(0), file.readUInt32LE(20)]).toEqual([0xa1b2c3d4, 101]);
  const packets: Buffer[] = [];
  for (let at = 24; at < file.length; at += 16 + file.readUInt32LE(at + 8))
    packets.push(file.subarray(at + 16, at + 16 + file.readUInt32LE(at + 8)));
  const [v4Packet, v6Packet] = packets as [Buffer, Buffer];
  expect([...v4Packet.subarray(12, 20)]).toEqual([192, 0, 2, 9, 192, 0, 2, 1]);
  expect(v4Packet.readUInt16BE(2)).toBe(v4Packet.length);
  expect(sumOf(v4Packet.subarray(0, 20))).toBe(0xffff);
  expect(v4Packet.subarray(28).toString()).toBe("INVITE sip:4008@x SIP/2.0\r\nCall-ID: a@b\r\n\r\n");
  expect([v6Packet.readUInt16BE(40), v6Packet.readUInt16BE(42)]).toEqual([5060, 5061]);
  const length = Buffer.alloc(8);
  length.writeUInt32BE(v6Packet.length - 40);
  length.writeUInt8(17, 7);
  expect(sumOf(Buffer.concat([v6Packet.subarray(8, 40), length, v6Packet.subarray(40)]))).toBe(0xffff);
});

it("of a trunk are the latest with its addresses, from both files", async () => {
  const file = traceFileOfPeer("192.0.2.9");
  expect((await admin.call(e.ofTrunk, { params: { trunkId } })).items).toEqual([]);
  await expect(admin.call(e.fileOfTrunk, { params: { trunkId } })).rejects.toMatchObject({ code: "sip_traces.none" });
  await put(`${file}.1`, [line("OPTIONS sip:x SIP/2.0", { at: "2026-03-01T00:00:00.000Z", legId: null })]);
  await put(
    file,
    Array.from({ length: 500 }, (_, n) => line(`INVITE sip:${n}@x SIP/2.0`)),
  );
  const trace = await admin.call(e.ofTrunk, { params: { trunkId } });
  expect(trace).toMatchObject({ cut: true });
  expect(trace.items).toHaveLength(500);
  expect(trace.items.some(({ text }) => text.startsWith("OPTIONS"))).toBe(false);
  await expect(admin.call(e.ofTrunk, { params: { trunkId: LEG } })).rejects.toMatchObject({ code: "sip_traces.trunk_unknown" });
});

it("are for those who may see them, and only of calls in their reach", async () => {
  const params = { callId };
  const lead = (await api.signInNew({ grants: grant("all", "calls.read") })).client;
  await expect(lead.call(e.ofCall, { params })).rejects.toMatchObject({ code: "auth.forbidden" });
  const other = (await api.signInNew({ grants: { ...grant("own", "calls.read"), ...grant("all", "signalling.read") } })).client;
  await expect(other.call(e.ofCall, { params })).rejects.toMatchObject({ code: "calls.not_found" });
  const own = (await api.signInNew({ grants: { ...grant("all", "calls.read"), ...grant("group", "signalling.read") } })).client;
  await expect(own.call(e.ofTrunk, { params: { trunkId } })).rejects.toMatchObject({ code: "auth.forbidden" });
  await expect(own.call(e.fileOfTrunk, { params: { trunkId } })).rejects.toMatchObject({ code: "auth.forbidden" });
});

/** RFC 1071: 0xffff where the checksum is right. */
function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) + (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}
