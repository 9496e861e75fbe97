import { randomUUID } from "node:crypto";
import { agentEndpoints, callEndpoints, callEvents, callPushes, type SummaryFields } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { type AgentAtWork, agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";
import { countByCategory } from "./summary.repo.ts";

let api: Harness;
let agent: AgentAtWork;
let hotline: Awaited<ReturnType<typeof hotlineWithGroup>>["hotline"];
beforeAll(async () => {
  api = await startHarness();
  const made = await hotlineWithGroup(api);
  hotline = made.hotline;
  agent = await agentOnDuty(api, made.group.id);
});
afterAll(() => api.stop());

const params = (callId: string) => ({ params: { callId } });
const saying = (issue: string, more: Partial<SummaryFields> = {}): SummaryFields => ({
  categoryId: null,
  issue,
  solution: "",
  result: "resolved",
  custom: {},
  ...more,
});
const save = (callId: string, version: number, fields: SummaryFields) =>
  agent.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version, fields } });

/** A call whose summary the agent has saved; they are ready again. */
async function summedUp(fields: SummaryFields): Promise<string> {
  const { callId } = await talking(api, hotline, agent);
  await agent.client.call(callEndpoints.hangUp, params(callId));
  await save(callId, 0, fields);
  await agent.client.call(agentEndpoints.continueWork);
  return callId;
}

describe("a saved summary", () => {
  it("is corrected by who wrote it: it says the new, keeps what it said, and both are on the record", async () => {
    const category = await api.db.prisma.category.create({ data: { id: randomUUID(), nameZh: "破损", nameEn: "Broken", position: 1 } });
    const callId = await summedUp(saying("Lid broken", { categoryId: category.id }));
    api.clock.advance(5_000);
    const corrected = await save(callId, 1, saying("Cup broken"));
    expect(corrected).toMatchObject({
      state: "saved",
      version: 2,
      fields: { issue: "Cup broken", categoryId: null },
      earlier: [{ version: 1, fields: { issue: "Lid broken", categoryId: category.id }, by: { id: agent.personId } }],
    });
    expect(Date.parse(corrected.savedAt ?? "")).toBeGreaterThan(Date.parse(corrected.earlier[0]?.savedAt ?? ""));
    await save(callId, 2, saying("Cup broken, handle too"));
    const record = await agent.client.call(callEndpoints.record, params(callId));
    expect(record.parts[0]).toMatchObject({
      can: { summarize: true },
      summary: { fields: { issue: "Cup broken, handle too" }, earlier: [{ version: 2 }, { version: 1 }] },
    });
    expect(await countByCategory(api.db.prisma, [category.id], 10), "what was corrected still uses its category").toBe(1);
    const events = await api.db.prisma.event.findMany({ where: { entityId: callId, name: callEvents.summaryCorrected.name } });
    expect(events.map(({ data }) => data)).toMatchObject([{ version: 1 }, { version: 2 }]);
  });

  it("is shown as corrected on the agent's other page", async () => {
    const callId = await summedUp(saying("Lid broken"));
    await save(callId, 1, saying("Cup broken"));
    const pushed = await agent.page.take(callPushes.summaryChanged, (each) => each.callId === callId && each.version === 2);
    expect(pushed).toMatchObject({ fields: { issue: "Cup broken" }, earlier: [{ version: 1 }] });
  });

  it("that is saved again as it was has nothing to keep", async () => {
    const callId = await summedUp(saying("Lid broken", { custom: { order: "1" } }));
    expect(await save(callId, 1, saying("Lid broken", { custom: { order: "1" } }))).toMatchObject({ version: 2, earlier: [] });
  });

  it("has no draft: what is typed over it is not kept without being asked for", async () => {
    const callId = await summedUp(saying("Lid broken"));
    const drafting = { ...params(callId), body: { version: 1, fields: saying("Cup") } };
    await expect(agent.client.call(callEndpoints.draftSummary, drafting)).rejects.toMatchObject({ status: 409, code: "summary.saved" });
    expect(await agent.client.call(callEndpoints.summary, params(callId))).toMatchObject({ version: 1, fields: { issue: "Lid broken" } });
  });

  it("is corrected once when two pages correct it at once; the other is told", async () => {
    const callId = await summedUp(saying("Lid broken"));
    const both = await Promise.allSettled([save(callId, 1, saying("Cup broken")), save(callId, 1, saying("Box broken"))]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((each) => each.status === "rejected")).toMatchObject({ reason: { code: "summary.conflict" } });
    expect(await agent.client.call(callEndpoints.summary, params(callId))).toMatchObject({ version: 2, earlier: [{ version: 1 }] });
  });

  it("is not corrected by somebody else, who reads it where they may", async () => {
    const callId = await summedUp(saying("Lid broken"));
    const stranger = await api.signInNew({});
    const correcting = { ...params(callId), body: { version: 1, fields: saying("Cup") } };
    await expect(stranger.client.call(callEndpoints.saveSummary, correcting)).rejects.toMatchObject({ code: "calls.not_found" });
  });
});
