import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ticketEndpoints as e, ticketFlow, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedDemo } from "../../../../../prisma/seed/seed.ts";
import { TICKET_COUNT, TICKET_TYPES } from "../../../../../prisma/seed/tickets.ts";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";

describe("the demo's tickets", () => {
  let api: Harness;
  let recordingsDir: string;
  beforeAll(async () => {
    recordingsDir = await mkdtemp(path.join(tmpdir(), "seeded-"));
    api = await startHarness();
    await seedDemo(
      { databaseUrl: api.db.url, demoPassword: "clover-demo", carrierSipPort: 5070, recordingsDir, promptsDir: "none" },
      api.clock.now(),
    );
  });
  afterAll(async () => {
    await api.stop();
    await rm(recordingsDir, { recursive: true, force: true });
  });
  const as = async (login: string): Promise<ApiClient> => {
    const client = api.anonymous();
    await client.signIn(login, "clover-demo");
    return client;
  };

  it("follow flows without a fault, with forms of fields that exist", async () => {
    const ops = await as("ops@demo.test");
    const setup = await ops.call(ticketSetupEndpoints.setup);
    expect(setup.types.map((type) => type.code)).toEqual(Object.keys(TICKET_TYPES));
    for (const type of setup.types) {
      const { flow, faults } = await ops.call(ticketSetupEndpoints.flow, { params: { typeId: type.id } });
      expect(faults, type.code).toEqual([]);
      expect(ticketFlow.parse(flow).actions.map((action) => action.name.zh)).toContain("升级二线");
    }
    const codes = new Set(setup.fields.map((field) => field.code));
    for (const template of setup.templates) for (const field of template.fields) expect(codes).toContain(field.code);
  });

  it("can be found, opened and worked on by the people who have them", async () => {
    const [ops, agent] = [await as("ops@demo.test"), await as("agent1@demo.test")];
    expect(await api.db.prisma.ticket.count()).toBe(TICKET_COUNT);
    const counts = await agent.call(e.counts);
    expect(counts.handling.count).toBeGreaterThan(0);
    expect(counts.created.count).toBeGreaterThan(0);
    expect(counts.waiting).toMatchObject([{ name: { zh: "售后服务", en: "After-sales" } }]);
    const { items } = await ops.call(e.search, { body: { text: "破损", limit: 200 } });
    expect(items.length).toBeGreaterThan(0);
    const [mine] = (await agent.call(e.mine, { params: { list: "handling" } })).items;
    const whole = await agent.call(e.get, { params: { ticketId: mine!.id } });
    const { items: track } = await agent.call(e.track, { params: { ticketId: mine!.id } });
    expect(track.at(-1)?.deed).toBe("created");
    expect(track.every((item) => item.by?.name)).toBe(true);
    expect(whole.actions.map((action) => action.code)).toContain("escalate");
    const values = { solution: "refund" };
    expect(await agent.call(e.finish, { params: { ticketId: mine!.id }, body: { values } })).toMatchObject({ state: "finished", values });
  });

  it("are each walked by first line, second line and operations to the end", async () => {
    const ops = await as("ops@demo.test");
    const { types, templates } = await ops.call(ticketSetupEndpoints.setup);
    for (const type of types) {
      const ticketId = crypto.randomUUID();
      const params = { ticketId };
      const template = templates.find((each) => each.typeId === type.id)!;
      await ops.call(e.create, { params, body: { typeId: type.id, templateId: template.id, values: { title: `走一遍${type.name.zh}` } } });
      await ops.call(e.claim, { params });
      const second = await ops.call(e.act, { params: { ...params, action: "escalate" }, body: { node: "first_line", note: "请二线看看" } });
      expect(second).toMatchObject({ node: { code: "second_line" }, handler: null });
      await ops.call(e.claim, { params });
      const back = await ops.call(e.act, { params: { ...params, action: "back" }, body: { node: "second_line", note: "已答复" } });
      const finish = back.actions.find((action) => action.finishes)!;
      const [asked] = finish.form;
      const field = (await ops.call(ticketSetupEndpoints.setup)).fields.find((each) => each.code === asked?.code)!;
      const value = field.options[0]?.code ?? "处理完毕";
      expect(await ops.call(e.finish, { params, body: { values: { [field.code]: value } } })).toMatchObject({ state: "finished" });
    }
  });
});
