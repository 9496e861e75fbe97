import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { callEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let api: Harness;
let place: Awaited<ReturnType<typeof hotlineWithGroup>>;
let callId: string;
let recordingsDir: string;
beforeAll(async () => {
  recordingsDir = await mkdtemp(path.join(tmpdir(), "recordings-"));
  api = await startHarness({ env: { RECORDINGS_DIR: recordingsDir } });
  place = await hotlineWithGroup(api);
  const agent = await agentOnDuty(api, place.group.id);
  ({ callId } = await talking(api, place.hotline, agent));
  await agent.client.call(callEndpoints.hangUp, { params: { callId } });
});
afterAll(async () => {
  await api.stop();
  await rm(recordingsDir, { recursive: true, force: true });
});

const READ = ["calls.read", "recordings.play"] as const;
const reader = async (scope: "own" | "group" | "all", groups: string[] = []) =>
  (await api.signInNew({ grants: grant(scope, ...READ), skillGroupIds: groups })).client;
const ids = async (client: Awaited<ReturnType<typeof reader>>) => (await client.call(callEndpoints.list)).items.map((row) => row.id);

describe("call records", () => {
  it("are seen as far as the permission reaches", async () => {
    const [own, group, all] = [await reader("own"), await reader("group", [place.group.id]), await reader("all")];
    const foreign = await reader("group");
    expect([await ids(own), await ids(group), await ids(all), await ids(foreign)]).toEqual([[], [callId], [callId], []]);
    await expect(own.call(callEndpoints.record, { params: { callId } })).rejects.toMatchObject({ code: "calls.not_found" });
    await expect(foreign.call(callEndpoints.waveform, { params: { callId } })).rejects.toMatchObject({ code: "calls.not_found" });
    expect(await group.call(callEndpoints.record, { params: { callId } })).toMatchObject({
      id: callId,
      parts: [{ can: { summarize: false } }],
    });
  });

  it("are filtered by part of the number in any format, by result, group and time", async () => {
    const all = await reader("all");
    const { number } = (await all.call(callEndpoints.list)).items[0]!;
    const found = async (query: Record<string, string>) => (await all.call(callEndpoints.list, { query })).items.length;
    expect(await found({ number: `${number.slice(3, 6)} ${number.slice(6, 10)}` })).toBe(1);
    expect(await found({ number: "99999999" })).toBe(0);
    expect(await found({ number: "王" })).toBe(0);
    await api.db.prisma.call.update({ where: { id: callId }, data: { number: "+861055550199" } });
    for (const typed of ["010 5555 0199", "0086 10 5555", "０１０５５５５"]) expect(await found({ number: typed }), typed).toBe(1);
    await api.db.prisma.call.update({ where: { id: callId }, data: { number } });
    expect(await found({ result: "answered", skillGroupId: place.group.id })).toBe(1);
    expect(await found({ result: "busy" })).toBe(0);
    expect(await found({ from: "2030-01-01T00:00:00.000Z" })).toBe(0);
  });

  it("are filtered by the last days as the enterprise counts them", async () => {
    const all = await reader("all");
    const before = await api.db.prisma.call.findUniqueOrThrow({ where: { id: callId } });
    const now = api.clock.now();
    // In Shanghai the day began at 16:00 UTC.
    const began = new Date(Math.floor((now.getTime() + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS);
    const startsAt = (ms: number) =>
      api.db.prisma.call.update({ where: { id: callId }, data: { startedAt: new Date(began.getTime() + ms) } });
    const found = async (days: string) => (await all.call(callEndpoints.list, { query: { days } as never })).items.length;
    await startsAt(0);
    expect([await found("1"), await found("7")]).toEqual([1, 1]);
    await startsAt(-1);
    expect([await found("1"), await found("7")]).toEqual([0, 1]);
    await startsAt(-6 * DAY_MS - 1);
    expect([await found("1"), await found("7"), await found("8")]).toEqual([0, 0, 1]);
    await api.db.prisma.call.update({ where: { id: callId }, data: { startedAt: before.startedAt } });
    for (const wrong of ["0", "-1", "x", "367"]) await expect(found(wrong)).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("name what they can be filtered by", async () => {
    const group = await reader("group", [place.group.id]);
    const options = await group.call(callEndpoints.filters);
    expect(options.skillGroups).toEqual([{ id: place.group.id, name: { zh: place.group.name, en: `${place.group.name}, in English` } }]);
    expect(options.hotlines.map((hotline) => hotline.number)).toContain(place.hotline.number);
  });

  it("refuse a cursor that is none", async () => {
    await expect((await reader("all")).call(callEndpoints.list, { query: { cursor: "bm90IGEgY3Vyc29y" } })).rejects.toMatchObject({
      code: "request.invalid",
    });
  });
});

describe("a recording", () => {
  it("is never heard without a line in the audit, whatever part of it is asked for", async () => {
    await api.db.prisma.recording.deleteMany({ where: { callId } });
    const recording = { id: crypto.randomUUID(), callId, file: "a.wav", state: "ready", startedAt: api.clock.now(), durationMs: 1_000 };
    await api.db.prisma.recording.create({ data: recording });
    await writeFile(path.join(recordingsDir, "a.wav"), Buffer.alloc(1_000));
    const { client } = await api.signInNew({ grants: grant("all", ...READ) });
    const audited = () => api.db.prisma.audit.count({ where: { verb: "recording.played", entityId: callId } });
    const hear = async (range?: string) => {
      const headers = { authorization: `Bearer ${client.session?.accessToken}`, ...(range && { range }) };
      const answer = await fetch(`${api.base}${callEndpoints.recordingAudio.path.replace(":callId", callId)}`, { headers });
      return [answer.status, (await answer.arrayBuffer()).byteLength, await audited()];
    };
    expect(await hear("bytes=100-")).toEqual([206, 900, 1]);
    expect(await hear("bytes=200-299")).toEqual([206, 100, 1]);
    expect(await hear()).toEqual([200, 1_000, 2]);
    expect(await hear("bytes=0-")).toEqual([206, 1_000, 3]);
    expect(await hear("x")).toEqual([200, 1_000, 4]);
    expect(await hear("bytes=2-2,0-0")).toEqual([200, 1_000, 5]);
    api.clock.advance(11 * 60_000);
    await client.refresh();
    expect(await hear("bytes=500-")).toEqual([206, 500, 6]);
  });
});
