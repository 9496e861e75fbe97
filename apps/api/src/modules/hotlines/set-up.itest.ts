import { randomUUID } from "node:crypto";
import { hotlineEndpoints as api, ivrFlow, type Parsed } from "@cloverdesk/contracts";
import { validateIvr } from "@cloverdesk/rules/ivr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { grant } from "../identity/identity.factory.ts";
import { findHotlineByNumber, grantedCallerNumbers, publishedFlow, trunkOf } from "./index.ts";

type HotlineBody = Parsed<typeof api.addHotline>["body"];

describe("the telephone side", () => {
  let house: Harness;
  let ops: ApiClient;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
    ops = (await house.signInNew({ grants: grant("all", "settings.read", "settings.edit") })).client;
  });
  afterAll(() => house.stop());

  const trunkBody = (changes: object = {}) => ({
    id: randomUUID(),
    name: "Carrier",
    host: "sip.carrier.example",
    username: "desk",
    password: "a secret of the carrier",
    ...changes,
  });
  const addTrunk = (changes?: object, by = ops) => by.send(api.addTrunk, { body: trunkBody(changes) });
  let last = 100;
  async function hotlineBody(changes: Partial<HotlineBody> = {}): Promise<HotlineBody> {
    const trunk = trunkBody();
    await ops.call(api.addTrunk, { body: trunk });
    const group = await skillGroupFactory(house.db);
    const number = `010 5555 0${++last}`;
    return {
      id: randomUUID(),
      number,
      name: { zh: "客服热线", en: "Service line" },
      trunkId: trunk.id,
      backupTrunkId: null,
      skillGroupId: group.id,
      recorded: true,
      ...changes,
    };
  }
  const addHotline = async (changes?: Partial<HotlineBody>, by = ops) => by.send(api.addHotline, { body: await hotlineBody(changes) });

  it("has trunks, whose passwords stand in no answer and no audit", async () => {
    const given = trunkBody({ port: 5080, transport: "tcp", channelLimit: 30 });
    const { password, ...shown } = given;
    const trunk = await ops.call(api.addTrunk, { body: given });
    expect(trunk).toEqual({ ...shown, downSince: null });
    expect(await ops.call(api.addTrunk, { body: given })).toEqual(trunk);
    const { items } = await ops.call(api.trunks);
    expect(items).toContainEqual(trunk);
    const audit = await house.db.prisma.audit.findFirst({ where: { verb: "hotlines.addTrunk", entityId: given.id } });
    const events = await house.db.prisma.event.findMany({ where: { entityId: given.id } });
    expect(JSON.stringify([trunk, items, audit?.after, events.map(({ data }) => data)])).not.toContain(password);
    const kept = (await house.db.prisma.trunk.findUniqueOrThrow({ where: { id: given.id } })).password;
    expect(kept).toMatch(/^aes-256-gcm\./);
    expect(kept).not.toContain(password);
  });

  it.each([
    ["a host with a space", { host: "sip carrier" }],
    ["a host with a path", { host: "sip.example/x" }],
    ["a host that injects a header", { host: "sip.example\r\nVia: x" }],
    ["port 0", { port: 0 }],
    ["an unknown transport", { transport: "sctp" }],
    ["no name", { name: "\u200b" }],
  ])("takes no trunk with %s", async (_, changes) => {
    expect(await addTrunk(changes)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("has hotlines whose callers queue for a group, and whose number its agents may show", async () => {
    const given = await hotlineBody();
    const hotline = await ops.call(api.addHotline, { body: given });
    const number = `+86${given.number.replaceAll(" ", "").slice(1)}`;
    expect(hotline).toMatchObject({ id: given.id, number, name: { zh: "客服热线", en: "Service line" }, inbound: true, recorded: true });
    expect(await ops.call(api.addHotline, { body: given })).toEqual(hotline);
    expect((await ops.call(api.hotlines)).items).toContainEqual(hotline);

    const found = await findHotlineByNumber(house.db.prisma, given.number);
    expect(found).toMatchObject({ id: given.id });
    const published = await publishedFlow(house.db.prisma, found?.ivrFlowId ?? "");
    const flow = ivrFlow.parse(published?.flow);
    expect(validateIvr(flow, { skillGroupIds: [given.skillGroupId] })).toEqual([]);
    expect(await trunkOf(house.ctx, house.db.prisma, number)).toEqual(
      expect.objectContaining({ id: given.trunkId, host: "sip.carrier.example", transport: "udp" }),
    );
    const { person } = await house.signInNew({ skillGroupIds: [given.skillGroupId] });
    const shown = await grantedCallerNumbers(house.db.prisma, person.id);
    expect(JSON.stringify(shown)).toContain(number);
  });

  it("has each number once, also when two are added at once", async () => {
    const number = "010 5555 0199";
    const bodies = [await hotlineBody({ number }), await hotlineBody({ number: "+86 10 5555 0199" })];
    const answers = await Promise.all(bodies.map((body) => ops.send(api.addHotline, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { code: "hotlines.number_taken" } });
    expect(await house.db.prisma.ivrFlow.count()).toBe(await house.db.prisma.hotline.count());
  });

  it.each([
    ["a number that is none", { number: "12" }, "hotlines.number_invalid"],
    ["an unknown trunk", { trunkId: randomUUID() }, "hotlines.trunk_unknown"],
    ["an unknown backup trunk", { backupTrunkId: randomUUID() }, "hotlines.trunk_unknown"],
    ["an unknown group", { skillGroupId: randomUUID() }, "hotlines.group_unknown"],
  ])("takes no hotline with %s", async (_, changes, code) => {
    expect(await addHotline(changes)).toMatchObject({ status: 422, body: { code } });
  });

  it("is changed only by those who may", async () => {
    const reader = (await house.signInNew({ grants: grant("all", "settings.read") })).client;
    expect(await addTrunk({}, reader)).toMatchObject({ status: 403 });
    expect(await addHotline({}, reader)).toMatchObject({ status: 403 });
    expect(await reader.send(api.trunks, {})).toMatchObject({ status: 200 });
    expect(await (await house.signInNew()).client.send(api.hotlines, {})).toMatchObject({ status: 403 });
  });
});
