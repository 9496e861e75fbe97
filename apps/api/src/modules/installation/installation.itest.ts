import { randomUUID } from "node:crypto";
import { installationEndpoints as api, groupEndpoints, hotlineEndpoints, identityEndpoints, type Parsed } from "@cloverdesk/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { personFactory } from "../identity/identity.factory.ts";
import { readSettings } from "../settings/index.ts";

const CODE = "a-code-that-the-start-prints";
const PASSWORD = "Quiet-Harbour-58";
type Body = Parsed<typeof api.setUp>["body"];

const body = (changes: Partial<Body> = {}): Body => ({
  code: CODE,
  enterprise: { name: "Blue Kettle", timeZone: "Europe/Berlin", language: "en" },
  administrator: { loginName: " Zhou@Example.test", realName: "周知行", password: PASSWORD },
  ...changes,
});

describe("an empty installation", () => {
  let house: Harness;
  beforeEach(async () => {
    house = await startHarness({ voiceUp: false, env: { SET_UP_CODE: CODE } });
  });
  afterEach(() => house.stop());

  const state = () => house.anonymous().call(api.state);
  const setUp = (changes?: Partial<Body>) => house.anonymous().send(api.setUp, { body: body(changes) });
  const signIn = () => house.anonymous().send(identityEndpoints.signIn, { body: { loginName: "zhou@example.test", password: PASSWORD } });

  it("is set up once: enterprise, roles, and an administrator who may do everything", async () => {
    expect(await state()).toEqual({ state: "empty", name: null });
    expect(await setUp()).toMatchObject({ status: 200 });
    expect(await state()).toEqual({ state: "live", name: "Blue Kettle" });
    const { enterprise } = await readSettings(house.db.prisma);
    expect(enterprise).toEqual({ name: "Blue Kettle", timeZone: "Europe/Berlin", language: "en" });
    const { body: session } = await signIn();
    expect(session).toMatchObject({ me: { loginName: "zhou@example.test", realName: "周知行", displayName: "周知行", language: "en" } });
    expect(session).toMatchObject({ me: { grants: { "people.manage": "all", "settings.edit": "all", "tickets.configure": "all" } } });
    const codes = await house.db.prisma.role.findMany({ select: { code: true }, orderBy: { code: "asc" } });
    expect(codes.map(({ code }) => code)).toEqual(["admin", "agent", "lead", "ops"]);
    const [audit] = await house.db.prisma.audit.findMany({ where: { verb: "installation.setUp" } });
    expect(JSON.stringify(audit?.after)).not.toContain(PASSWORD);
    expect(await setUp()).toMatchObject({ status: 409, body: { code: "installation.done" } });
  });

  it("counts what there is on the way to the first call, for those who may read settings", async () => {
    await setUp();
    const admin = house.anonymous();
    await admin.signIn("zhou@example.test", PASSWORD);
    const nothing = { people: 1, skillGroups: 0, trunks: 0, hotlines: 0, answeredCall: false };
    expect(await admin.call(api.checklist)).toEqual(nothing);
    const person = { id: randomUUID(), loginName: "wang@example.test", realName: "王敏", roles: ["agent"] };
    await admin.call(identityEndpoints.addPerson, { body: person });
    const group = { id: randomUUID(), name: { zh: "客服", en: "Service" }, hotline: true, ticket: true, memberIds: [person.id] };
    await admin.call(groupEndpoints.add, { body: group });
    const trunk = { id: randomUUID(), name: "Carrier", host: "192.0.2.1" };
    await admin.call(hotlineEndpoints.addTrunk, { body: trunk });
    const hotline = { id: randomUUID(), number: "01055550120", name: { zh: "热线", en: "Line" }, recorded: true };
    await admin.call(hotlineEndpoints.addHotline, { body: { ...hotline, trunkId: trunk.id, skillGroupId: group.id } });
    expect(await admin.call(api.checklist)).toEqual({ people: 2, skillGroups: 1, trunks: 1, hotlines: 1, answeredCall: false });
    expect(await (await house.signInNew()).client.send(api.checklist, {})).toMatchObject({ status: 403 });
  });

  it("has one administrator, however many set it up at once", async () => {
    const names = ["one@example.test", "two@example.test", "three@example.test"];
    const answers = await Promise.all(
      names.map((loginName) => setUp({ administrator: { loginName, realName: "周知行", password: PASSWORD } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await house.db.prisma.person.count()).toBe(1);
  });

  it("needs the code, and slows down who guesses it", async () => {
    for (let i = 0; i < 5; i++)
      expect(await setUp({ code: `guess ${i}` })).toMatchObject({ status: 403, body: { code: "installation.code_wrong" } });
    expect(await setUp()).toMatchObject({ status: 429, body: { code: "auth.locked" } });
    house.clock.advance(60_000);
    expect(await setUp({ code: ` ${CODE}\u200b ` })).toMatchObject({ status: 200 });
  });

  it.each([
    ["a login name that is none", { loginName: "zhou", realName: "周知行", password: PASSWORD }, 422, "people.login_name_invalid"],
    ["a weak password", { loginName: "zhou@example.test", realName: "周知行", password: "password123" }, 422, "auth.password_weak"],
    ["an invisible name", { loginName: "zhou@example.test", realName: "\u200b", password: PASSWORD }, 400, "request.invalid"],
  ])("refuses %s and stays empty", async (_, administrator, status, code) => {
    expect(await setUp({ administrator })).toMatchObject({ status, body: { code } });
    expect(await state()).toEqual({ state: "empty", name: null });
  });

  it("refuses a time zone that does not exist", async () => {
    const enterprise = { name: "Blue Kettle", timeZone: "Europe/Nowhere", language: "en" as const };
    expect(await setUp({ enterprise })).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("is not empty with anybody in it, whatever the code", async () => {
    await personFactory(house.db);
    expect(await setUp()).toMatchObject({ status: 409, body: { code: "installation.done" } });
  });
});

describe.each([
  ["without a code", {}, "empty", 403, "installation.code_wrong"],
  ["of the demo", { SET_UP_CODE: CODE, DEMO: "on" }, "demo", 409, "installation.done"],
])("an installation %s", (_, env, state, status, code) => {
  it("cannot be set up", async () => {
    const house = await startHarness({ voiceUp: false, env });
    expect(await house.anonymous().call(api.state)).toMatchObject({ state });
    expect(await house.anonymous().send(api.setUp, { body: body() })).toMatchObject({ status, body: { code } });
    await house.stop();
  });
});
