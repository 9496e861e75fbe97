import { randomUUID } from "node:crypto";
import { callEndpoints, type Today } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { aCaller, agentOnDuty, hotlineWithGroup, ringing, talking } from "./calls.factory.ts";

describe("an agent's day", () => {
  let api: Harness;
  beforeAll(async () => {
    api = await startHarness();
  });
  afterAll(() => api.stop());

  const today = (client: ApiClient): Promise<Today> => client.call(callEndpoints.today);
  const rows = async (client: ApiClient, query: object) =>
    (await client.call(callEndpoints.list, { query: { mine: "true", ...query } })).items;

  it("begins empty at the enterprise's midnight", async () => {
    await putSettings(api.ctx, { enterprise: { name: "", timeZone: "America/New_York", language: "en" } });
    const { client } = await api.signInNew();
    const { from, ...day } = await today(client);
    expect(day).toEqual({ timeZone: "America/New_York", calls: 0, answered: 0, talkMs: 0, dialed: 0, reached: 0, missed: [] });
    const wall = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", timeStyle: "medium", hourCycle: "h23" }).format(
      new Date(from),
    );
    expect(wall).toBe("00:00:00");
    expect(api.clock.now().getTime() - Date.parse(from)).toBeLessThan(25 * 3_600_000);
  });

  it("counts calls, talk and who was reached like the rows of the call list", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talking(api, hotline, agent);
    api.clock.advance(61_000);
    await agent.client.call(callEndpoints.hangUp, { params: { callId } });
    const fields = { categoryId: null, issue: "退款", solution: "", result: null, custom: {} };
    await agent.client.call(callEndpoints.saveSummary, { params: { callId }, body: { version: 0, fields } });
    await api.db.prisma.$executeRaw`UPDATE agent SET state = 'ready' WHERE person_id = ${agent.personId}::uuid`;
    const dialed = randomUUID();
    await agent.client.call(callEndpoints.dial, { body: { id: dialed, number: aCaller(), tabId: agent.page.tabId } });
    await agent.client.call(callEndpoints.hangUp, { params: { callId: dialed } });

    const { from, ...day } = await today(agent.client);
    expect(day).toMatchObject({ calls: 2, answered: 1, talkMs: 61_000, dialed: 1, reached: 0 });
    expect(await rows(agent.client, { from })).toHaveLength(day.calls);
    expect(await rows(agent.client, { from, result: "answered" })).toHaveLength(day.answered);
    expect(await rows(agent.client, { from, direction: "outbound" })).toHaveLength(day.dialed);
    await api.db.prisma
      .$executeRaw`UPDATE call_part SET call_started_at = ${from}::timestamptz - interval '1 ms' WHERE call_id = ${callId}::uuid`;
    expect(await today(agent.client), "yesterday's").toMatchObject({ calls: 1, answered: 0, talkMs: 0 });
  });

  it("lists a call that rang and was not answered, with the record to open", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId, contact } = await ringing(api, hotline, agent);
    api.clock.advance(21_000);
    await api.sweep();
    const { missed, calls } = await today(agent.client);
    expect(missed).toEqual([{ callId, at: contact.ringingAt, number: contact.number, numberFull: contact.number, customerName: null }]);
    expect(calls).toBe(0);
    expect(await agent.client.call(callEndpoints.record, { params: { callId } })).toMatchObject({ id: callId });
    const stranger = await api.signInNew();
    expect((await today(stranger.client)).missed).toEqual([]);
  });

  it("is refused to those who handle no calls", async () => {
    const { client } = await api.signInNew({ grants: grant("all", "calls.read") });
    expect(await client.send(callEndpoints.today)).toMatchObject({ status: 403, body: { code: "auth.forbidden" } });
  });

  it("a caller who still waits has a row that tells since when", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const { callId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    const lead = await api.signInNew({ grants: grant("group", "calls.read"), skillGroupIds: [group.id] });
    const [row] = (await lead.client.call(callEndpoints.list, { query: {} })).items;
    const call = await api.db.prisma.call.findUniqueOrThrow({ where: { id: callId } });
    expect(row).toMatchObject({ id: callId, state: "queued", waitingSince: call.queuedAt?.toISOString(), timings: { waitMs: 0 } });
  });
});
