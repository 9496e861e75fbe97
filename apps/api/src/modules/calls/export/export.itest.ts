import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { callEndpoints as api, exportEndpoints, type Grants } from "@cloverdesk/contracts";
import { readXlsx } from "@cloverdesk/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../../test/harness.ts";
import { customerFactory } from "../../customers/customers.factory.ts";
import { grant, roleFactory } from "../../identity/identity.factory.ts";
import { forgetPrincipals } from "../../identity/index.ts";
import { putSettings } from "../../settings/settings.factory.ts";
import { type TicketHouse, ticketHouse } from "../../tickets/tickets.factory.ts";

let h: Harness;
let house: TicketHouse;
let dataDir: string;
let agent: { id: string; client: ApiClient };
const calls: string[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "call-export-"));
  h = await startHarness({ voiceUp: false, env: { DATA_DIR: dataDir } });
  house = await ticketHouse(h);
  agent = await house.agent();
  const customer = await customerFactory(h.db, { name: "=1+1" });
  // 17:30 UTC on 1 March is the next day in Shanghai.
  calls.push(await call("+8613800138000", "2026-03-01T17:30:00.000Z", { customerId: customer.id }));
  calls.push(await call("+861055550199", "2026-03-01T12:00:00.000Z", { groupId: house.second.id, personId: null }));
});
afterAll(async () => {
  await h.stop();
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(() => h.db.prisma.export.deleteMany());

interface CallGiven {
  customerId?: string;
  groupId?: string;
  personId?: string | null;
}

/** An ended call of 65 s, answered by the agent when one is given. */
async function call(number: string, at: string, { customerId, groupId = house.first.id, personId = agent.id }: CallGiven = {}) {
  const id = randomUUID();
  const startedAt = new Date(at);
  const endedAt = new Date(startedAt.getTime() + 65_000);
  const answered = personId !== null;
  await h.db.prisma.call.create({
    data: {
      ...{ id, direction: "inbound", source: "hotline", number, state: "ended", result: answered ? "answered" : "no_answer" },
      ...{ startedAt, endedAt, talkMs: answered ? 60_000 : 0, waitMs: 5_000, skillGroupId: groupId, customerId: customerId ?? null },
    },
  });
  if (personId)
    await h.db.prisma.callPart.create({
      data: {
        ...{ id: randomUUID(), callId: id, role: "agent", state: "ended", outcome: "call_ended", began: "offered", personId },
        ...{ callStartedAt: startedAt, startedAt, answeredAt: startedAt, endedAt, wrapUpEndedAt: endedAt, skillGroupId: groupId },
      },
    });
  return id;
}
async function summarize(callId: string, state: "draft" | "saved", categoryId: string | null) {
  const part = await h.db.prisma.callPart.findFirstOrThrow({ where: { callId } });
  const written = { state, issue: "=cmd|'/c calc'!A1", solution: "换了杯盖", result: "resolved", categoryId, updatedAt: h.clock.now() };
  await h.db.prisma.summary.upsert({ where: { partId: part.id }, update: written, create: { partId: part.id, ...written } });
  await h.db.prisma.callPart.update({ where: { id: part.id }, data: { summaryState: state } });
}

const MAY: Grants = grant("all", "calls.read", "calls.export", "tickets.read");
const someone = async (grants: Grants = MAY, groups: string[] = []) => (await h.signInNew({ grants, skillGroupIds: groups })).client;
const SHANGHAI = { language: "en", timeZone: "Asia/Shanghai", title: "Call records" } as const;
const start = (client: ApiClient, more: object = {}, exportId = randomUUID()) =>
  client.call(api.export, { params: { exportId }, body: { source: {}, ...SHANGHAI, ...more } });
/** Asks, lets the file be written, and reads it. */
async function exported(client: ApiClient, more: object = {}) {
  const { id } = await start(client, more);
  await h.sweep();
  const item = (await client.call(exportEndpoints.mine)).items.find((each) => each.id === id)!;
  expect(item).toMatchObject({ state: "done", failure: null });
  const file = (await client.call(exportEndpoints.download, { params: { exportId: id } })) as unknown as Buffer;
  const { sheets, parts } = readXlsx(file);
  const [head = [], ...rows] = sheets[0]!.rows;
  const lines = rows.map((row) => Object.fromEntries(head.map(({ text }, i) => [text, row[i]?.text ?? ""])));
  return {
    item,
    lines,
    cells: rows,
    head: head.map(({ text }) => text),
    about: sheets[1]!.rows.map((row) => row.map(({ text }) => text)),
    parts,
  };
}

describe("call records as an Excel file", () => {
  it("hold what the list shows, with summary, category and tickets, and no text in it is a formula", async () => {
    const [parent, child] = [randomUUID(), randomUUID()];
    await h.db.prisma.category.create({ data: { id: parent, nameZh: "售后", nameEn: "After-sales", position: 1 } });
    await h.db.prisma.category.create({ data: { id: child, parentId: parent, nameZh: "破损", nameEn: "Broken", position: 1 } });
    await summarize(calls[0]!, "saved", child);
    const first = await house.ticket(agent.client, { callId: calls[0]!, source: "call" });
    const second = await house.ticket(agent.client, { callId: calls[0]!, source: "call" });

    const client = await someone();
    const { lines, cells, item, parts, head, about } = await exported(client);
    expect(item).toMatchObject({ kind: "calls", rows: 2, total: 2 });
    expect(lines.map((line) => line["Call id"])).toEqual(calls);
    expect(lines[0]).toMatchObject({
      Direction: "Inbound",
      Number: "+8613800138000",
      Customer: "=1+1",
      Result: "Answered",
      "Wait (s)": "5",
      "Talk (s)": "60",
      Summary: "Saved",
      Category: "After-sales › Broken",
      Issue: "=cmd|'/c calc'!A1",
      Solution: "换了杯盖",
      "Business result": "Resolved",
      Tickets: `${second.number}, ${first.number}`,
    });
    expect(lines[1]).toMatchObject({ Number: "+861055550199", Agent: "", Summary: "None", Category: "", Issue: "", Tickets: "" });
    // A telephone number is a text as it is, in a cell that is formatted as one.
    expect(cells[0]![head.indexOf("Number")]).toEqual({ type: "inlineStr", format: "49", text: "+8613800138000", formula: false });
    expect([...parts.values()].join("")).not.toMatch(/<f[ >]/);
    expect(about).toContainEqual(["Filter", "None"]);
  });

  it("is called by the list and the enterprise's day, and shows times in the person's zone", async () => {
    h.clock.advance(Date.parse("2026-03-02T18:00:00.000Z") - h.clock.now().getTime());
    const client = await someone();
    const shanghai = await exported(client, { title: "Calls: a/b" });
    expect(shanghai.item.fileName).toBe("Calls a b 2026-03-03 0200.xlsx");
    // Days since 1900: 2 March, 01:30.
    expect(Number(shanghai.lines[0]!.Time)).toBeCloseTo(46_083 + 1.5 / 24, 5);
    const newYork = await exported(client, { timeZone: "America/New_York" });
    expect(newYork.item.fileName).toBe("Call records 2026-03-03 0200.xlsx");
    expect(Number(newYork.lines[0]!.Time)).toBeCloseTo(46_082 + 12.5 / 24, 5);
    await expect(start(client, { timeZone: "Mars/Olympus" })).rejects.toMatchObject({ code: "request.invalid" });
  });

  it("follow the filter, and say it in words", async () => {
    const client = await someone();
    const source = { result: "answered" as const, minTalkMs: 30_000, number: "138 0013" };
    expect(await client.call(api.exportSize, { body: { source } })).toEqual({ rows: 1, more: false, most: 100_000 });
    const { lines, about } = await exported(client, { source });
    expect(lines.map((line) => line["Call id"])).toEqual([calls[0]]);
    expect(about).toContainEqual(["Filter", "Number contains: 138 0013 · Result: Answered · Talk at least (s): 30"]);
    await expect(start(client, { source: { result: "busy" } })).rejects.toMatchObject({ code: "exports.nothing" });
  });

  it("leave a draft of a summary to its author, and tickets to those who see any", async () => {
    await summarize(calls[0]!, "draft", null);
    const { lines } = await exported(await someone(grant("all", "calls.read", "calls.export")));
    expect(lines[0]).toMatchObject({ Summary: "Draft", Issue: "", Solution: "", "Business result": "", Tickets: "" });
  });

  it("reach no further than reading and exporting both do", async () => {
    const ids = async (client: ApiClient) => (await exported(client)).lines.map((line) => line["Call id"]);
    expect(await ids(await someone({ ...MAY, "calls.export": "group" }, [house.second.id]))).toEqual([calls[1]]);
    expect(await ids(await someone({ ...MAY, "calls.read": "group" }, [house.first.id]))).toEqual([calls[0]]);
    await expect(start(await someone({ ...MAY, "calls.export": "own" }))).rejects.toMatchObject({ code: "exports.nothing" });
  });

  it("mask numbers when the settings say so", async () => {
    await putSettings(h.ctx, { numberMasking: true });
    const { lines } = await exported(await someone());
    expect(lines[0]!.Number).not.toContain("13800138000");
    await putSettings(h.ctx, { numberMasking: undefined });
  });

  it("are asked for by those alone who may, once per id, and audited with the filter and how many", async () => {
    await expect(start(await someone(grant("all", "calls.read")))).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect((await someone(grant("all", "calls.read"))).call(api.exportSize, { body: { source: {} } })).rejects.toMatchObject({
      code: "auth.forbidden",
    });
    const client = await someone();
    await h.db.prisma.audit.deleteMany();
    const id = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => start(client, { source: { direction: "inbound" } }, id)));
    expect(new Set(answers.map((item) => item.id)).size).toBe(1);
    expect(await h.db.prisma.audit.findMany()).toMatchObject([
      {
        verb: "calls.exported",
        entity: "export",
        entityId: id,
        after: { source: { direction: "inbound" }, rows: 2, title: "Call records" },
      },
    ]);
  });

  it("fail when the permission is taken away before they are written", async () => {
    const { person, client } = await h.signInNew({ grants: MAY });
    const { id } = await start(client);
    const role = await roleFactory(h.db, grant("all", "calls.read"));
    await h.db.prisma.personRole.updateMany({ where: { personId: person.id }, data: { roleId: role.id } });
    forgetPrincipals(h.ctx, person.id);
    await h.sweep();
    expect((await client.call(exportEndpoints.mine)).items).toMatchObject([
      { id, state: "failed", failure: { code: "exports.permission_lost" } },
    ]);
  });
});
