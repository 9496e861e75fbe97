import { randomUUID } from "node:crypto";
import { customerEndpoints as api } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { customerFactory } from "./customers.factory.ts";
import { customerLevel, findCustomerByNumber, type TrackEntry, trackSources } from "./index.ts";

describe("customers", () => {
  let house: Harness;
  let client: ApiClient;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
    client = (await house.signInNew()).client;
  });
  afterAll(() => house.stop());

  it("are found by any of their numbers", async () => {
    const { id } = await customerFactory(house.db, { name: "王女士", level: "金卡", phones: ["+8613800138021", "+861055561234"] });
    const brief = { id, name: "王女士", level: "金卡", tags: [] };
    expect(await findCustomerByNumber(house.db.prisma, "+8613800138021")).toEqual(brief);
    expect(await findCustomerByNumber(house.db.prisma, "+861055561234")).toEqual(brief);
    expect(await findCustomerByNumber(house.db.prisma, "+8613800138022")).toBeNull();
    expect(await customerLevel(house.db.prisma, id)).toBe("金卡");
    expect(await customerLevel(house.db.prisma, randomUUID())).toBeNull();
  });

  it("show their profile, with what this person may do", async () => {
    const { id, phones } = await customerFactory(house.db, { tags: ["老客户"] });
    const params = { customerId: id };
    expect(await client.call(api.get, { params })).toMatchObject({ id, version: 1, phones, tags: ["老客户"], can: { edit: true } });
    const { client: reader } = await house.signInNew({ grants: grant("all", "customers.read") });
    expect(await reader.call(api.get, { params })).toMatchObject({ can: { edit: false } });
    await expect(reader.call(api.update, { params, body: { version: 1, name: "x" } })).rejects.toMatchObject({ code: "auth.forbidden" });
    await expect(client.call(api.get, { params: { customerId: randomUUID() } })).rejects.toMatchObject({ code: "customers.not_found" });
    await expect(client.call(api.get, { params: { customerId: "1" } })).rejects.toMatchObject({ status: 404, code: "request.not_found" });
  });

  it("are changed field by field, and the change is audited", async () => {
    const { id } = await customerFactory(house.db, { name: "王女士", level: "银卡" });
    const params = { customerId: id };
    const changed = await client.call(api.update, { params, body: { version: 1, level: "金卡", note: "下午联系" } });
    expect(changed).toMatchObject({ name: "王女士", level: "金卡", note: "下午联系", version: 2 });
    const audit = await house.db.prisma.audit.findFirst({ where: { verb: "customers.update", entityId: id } });
    expect(audit).toMatchObject({ before: { level: "银卡", note: null }, after: { level: "金卡", note: "下午联系" } });
    const event = await house.db.prisma.event.findFirst({ where: { entity: "customer", entityId: id } });
    expect(event).toMatchObject({ name: "customer.changed", actorId: client.session?.me.id });
  });

  it("are not overwritten by a change based on an older version, also at the same moment", async () => {
    const { id } = await customerFactory(house.db);
    const params = { customerId: id };
    const changes = ["甲", "乙", "丙"].map((note) => client.send(api.update, { params, body: { version: 1, note } }));
    const answers = await Promise.all(changes);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ code: "customers.conflict" });
    expect(await house.db.prisma.audit.count({ where: { entityId: id } })).toBe(1);
    await expect(client.call(api.update, { params: { customerId: randomUUID() }, body: { version: 1 } })).rejects.toMatchObject({
      code: "customers.not_found",
    });
  });

  it("refuse fields that are not right, by name", async () => {
    const { id } = await customerFactory(house.db);
    const answer = await client.send(api.update, { params: { customerId: id }, body: { version: 1, email: "no address", name: "" } });
    expect(answer.status).toBe(400);
    expect(Object.keys((answer.body as { fields: object }).fields).sort()).toEqual(["email", "name"]);
  });

  it("show their numbers masked when the settings say so", async () => {
    const { id } = await customerFactory(house.db, { phones: ["+8613800138033"] });
    await putSettings(house.ctx, { numberMasking: true });
    const { phones } = await client.call(api.get, { params: { customerId: id } });
    await putSettings(house.ctx, { numberMasking: undefined });
    expect(phones).toEqual([expect.stringContaining("*")]);
  });

  describe("have a service track", () => {
    const entry = (minute: number, kindId = randomUUID()): TrackEntry => ({
      kind: "call",
      id: kindId,
      at: new Date(Date.UTC(2026, 1, 1, 8, minute)).toISOString(),
      title: { zh: "来电", en: "Call in" },
      direction: "inbound",
      agentName: null,
      hotlineName: null,
      talkMs: 0,
      result: "answered",
      summary: null,
      hasRecording: false,
      mayOpen: true,
    });
    const source =
      (entries: TrackEntry[]) =>
      async (_reader: unknown, { before, limit }: { before: { at: Date; id: string } | null; limit: number }) =>
        entries
          .filter((e) => !before || e.at < before.at.toISOString() || (e.at === before.at.toISOString() && e.id < before.id))
          .sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
          .slice(0, limit);

    it("that merges all sources, newest first, page by page without gaps or repeats, also within one moment", async () => {
      const { id } = await customerFactory(house.db);
      const [calls, others] = [
        [entry(1), entry(3), entry(3), entry(3)],
        [entry(2), entry(3), entry(4)],
      ];
      const former = trackSources.of(house.ctx);
      trackSources.provide(house.ctx, [source(calls), source(others)]);
      const seen: TrackEntry[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.call(api.track, { params: { customerId: id }, query: { limit: 2, cursor } });
        seen.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      trackSources.provide(house.ctx, former);
      const expected = [...calls, ...others].sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));
      expect(seen.map((e) => e.id)).toEqual(expected.map((e) => e.id));
    });

    it("that is empty for somebody new, and refuses a cursor that is not one", async () => {
      const { id } = await customerFactory(house.db);
      const params = { customerId: id };
      expect(await client.call(api.track, { params })).toEqual({ items: [], nextCursor: null });
      await expect(client.call(api.track, { params, query: { cursor: "nonsense" } })).rejects.toMatchObject({ code: "request.invalid" });
      await expect(client.call(api.track, { params: { customerId: randomUUID() } })).rejects.toMatchObject({ code: "customers.not_found" });
    });
  });
});
