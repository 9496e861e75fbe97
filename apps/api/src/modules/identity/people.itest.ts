import { randomUUID } from "node:crypto";
import { identityEndpoints as api, type Parsed, SEEDED_ROLES } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { grant } from "./identity.factory.ts";

type Body = Parsed<typeof api.addPerson>["body"];
const NEW_PASSWORD = "Quiet-Harbour-58";

describe("people", () => {
  let house: Harness;
  let admin: ApiClient;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
    for (const [code, { zh, en, grants }] of Object.entries(SEEDED_ROLES))
      await house.db.prisma.role.create({ data: { id: randomUUID(), code, nameZh: zh, nameEn: en, grants } });
    admin = (await house.signInNew({ grants: SEEDED_ROLES.admin.grants })).client;
  });
  afterAll(() => house.stop());

  let count = 0;
  const body = (changes: Partial<Body> = {}): Body => ({
    id: randomUUID(),
    loginName: `new${++count}@example.test`,
    realName: "王敏",
    roles: ["agent"],
    ...changes,
  });
  const add = (changes?: Partial<Body>, by = admin) => by.send(api.addPerson, { body: body(changes) });

  it("are added with a link by which they sign in first, and are listed newest first", async () => {
    house.clock.advance(1_000);
    const given = body({ loginName: " Wang.Min@Example.test ", displayName: "客服王敏", employeeNumber: "2001" });
    const { person, signIn } = await admin.call(api.addPerson, { body: given });
    expect(person).toEqual({
      id: given.id,
      loginName: "wang.min@example.test",
      realName: "王敏",
      displayName: "客服王敏",
      employeeNumber: "2001",
      status: "active",
      hasPassword: false,
      roles: [{ code: "agent", name: { zh: "客服", en: "Agent" } }],
    });
    const token = new URL(signIn.link).searchParams.get("token") ?? "";
    expect(await house.anonymous().send(api.resetPassword, { body: { token, password: NEW_PASSWORD } })).toMatchObject({ status: 200 });
    const credentials = { loginName: "wang.min@example.test", password: NEW_PASSWORD };
    expect(await house.anonymous().send(api.signIn, { body: credentials })).toMatchObject({ status: 200 });
    const { items } = await admin.call(api.people, { query: { limit: 1 } });
    expect(items).toEqual([{ ...person, hasPassword: true }]);
    const audit = await house.db.prisma.audit.findFirst({ where: { verb: "people.add", entityId: given.id } });
    expect(audit?.after).toMatchObject({ loginName: "wang.min@example.test", roles: ["agent"] });
  });

  it("are listed page by page, each once", async () => {
    for (let i = 0; i < 3; i++) await admin.call(api.addPerson, { body: body() });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.call(api.people, { query: { limit: 2, cursor } });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(await house.db.prisma.person.count());
  });

  it("are the same person when the page sends them again, with a new link", async () => {
    const given = body();
    const first = await admin.call(api.addPerson, { body: given });
    const second = await admin.call(api.addPerson, { body: given });
    expect(second.person).toEqual(first.person);
    expect(second.signIn.link).not.toBe(first.signIn.link);
    const verbs = await house.db.prisma.audit.findMany({ where: { entityId: given.id }, select: { verb: true }, orderBy: { id: "asc" } });
    expect(verbs.map(({ verb }) => verb)).toEqual(["people.add", "identity.oneTimeLink"]);
  });

  it("have a login name of their own, also when two are added at once", async () => {
    const loginName = "138 0013 9111";
    const answers = await Promise.all([add({ loginName }), add({ loginName: "+8613800139111" }), add({ loginName })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({ body: { code: "people.login_name_taken" } });
    await add({ employeeNumber: "3001" });
    expect(await add({ employeeNumber: "3001" })).toMatchObject({ status: 409, body: { code: "people.employee_number_taken" } });
  });

  it.each([
    ["a login name that is none", { loginName: "wang" }, 422, "people.login_name_invalid"],
    ["a landline", { loginName: "010 5555 0100" }, 422, "people.login_name_invalid"],
    ["a role that is none", { roles: ["agent", "boss"] }, 422, "people.role_unknown"],
    ["no role", { roles: [] }, 400, "request.invalid"],
    ["an invisible name", { realName: "\u200b" }, 400, "request.invalid"],
  ])("are refused with %s", async (_, changes, status, code) => {
    expect(await add(changes)).toMatchObject({ status, body: { code } });
  });

  it("are given no role that may do more than their giver", async () => {
    const { client } = await house.signInNew({ grants: { ...SEEDED_ROLES.agent.grants, ...grant("all", "people.manage") } });
    expect(await add({ roles: ["admin"] }, client)).toMatchObject({ status: 403, body: { code: "people.role_beyond_own" } });
    expect(await add({ roles: ["lead"] }, client)).toMatchObject({ status: 403 });
    expect(await add({ roles: ["agent"] }, client)).toMatchObject({ status: 200 });
  });

  it("are nobody's to see or add without the permission", async () => {
    const { client } = await house.signInNew();
    expect(await add({}, client)).toMatchObject({ status: 403 });
    expect(await client.send(api.people, {})).toMatchObject({ status: 403 });
    expect(await client.send(api.roles, {})).toMatchObject({ status: 403 });
  });
});
