import { randomUUID } from "node:crypto";
import { groupEndpoints as api, identityEndpoints, type Parsed } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { AGENT_GRANTS, grant, personFactory } from "../identity/identity.factory.ts";

type Body = Parsed<typeof api.add>["body"];

describe("skill groups", () => {
  let house: Harness;
  let ops: ApiClient;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
    ops = (await house.signInNew({ grants: grant("all", "settings.read", "settings.edit") })).client;
  });
  afterAll(() => house.stop());

  let count = 0;
  const body = (changes: Partial<Body> = {}): Body => ({
    id: randomUUID(),
    name: { zh: `售后${++count}`, en: `After-sales ${count}` },
    hotline: true,
    ticket: false,
    memberIds: [],
    ...changes,
  });
  const add = (changes?: Partial<Body>, by = ops) => by.send(api.add, { body: body(changes) });

  it("are added with members, who belong to them at once", async () => {
    const { person, client } = await house.signInNew({ grants: AGENT_GRANTS });
    expect(await client.call(identityEndpoints.me)).toMatchObject({ skillGroups: [] });
    const given = body({ memberIds: [person.id, person.id] });
    const group = await ops.call(api.add, { body: given });
    expect(group).toEqual({ id: given.id, name: given.name, hotline: true, ticket: false, members: 1 });
    expect(await client.call(identityEndpoints.me)).toMatchObject({ skillGroups: [{ id: given.id, level: 3 }] });
    expect((await ops.call(api.list)).items).toContainEqual(group);
    expect(await house.db.prisma.audit.findFirst({ where: { verb: "groups.add", entityId: given.id } })).not.toBeNull();
  });

  it("have a name in both languages that can be seen", async () => {
    for (const name of [
      { zh: "", en: "Orders" },
      { zh: "订单", en: "\u200b" },
    ])
      expect(await add({ name })).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("are the same when sent again, and one of two at once with one name", async () => {
    const given = body();
    expect(await ops.call(api.add, { body: given })).toEqual(await ops.call(api.add, { body: given }));
    const name = { zh: "同名", en: "Same" };
    const answers = await Promise.all([add({ name }), add({ name })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { code: "groups.name_taken" } });
  });

  it("take nobody who is unknown or disabled", async () => {
    const disabled = await personFactory(house.db, { status: "disabled" });
    for (const memberIds of [[randomUUID()], [disabled.id]])
      expect(await add({ memberIds })).toMatchObject({ status: 422, body: { code: "groups.member_unknown" } });
  });

  it("are not for others to add", async () => {
    const reader = (await house.signInNew({ grants: grant("all", "settings.read") })).client;
    expect(await add({}, reader)).toMatchObject({ status: 403 });
    expect(await reader.send(api.list, {})).toMatchObject({ status: 200 });
    expect(await (await house.signInNew()).client.send(api.list, {})).toMatchObject({ status: 403 });
  });
});
