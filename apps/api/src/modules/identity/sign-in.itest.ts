import { randomUUID } from "node:crypto";
import { identityEndpoints as api, connectionPushes } from "@cloverdesk/contracts";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { grant, personFactory, roleFactory, TEST_PASSWORD } from "./identity.factory.ts";
import { forgetPrincipals } from "./principal.ts";

describe("signing in", () => {
  let house: Harness;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
  });
  afterAll(() => house.stop());
  // What one test tried must not lock the next one's address.
  beforeEach(() => house.clock.advance(3_600_000));

  const attempt = (loginName: string, password: string, client = house.anonymous()) =>
    client.send(api.signIn, { body: { loginName, password } });

  it("answers an access token, the person's card, and cookies that scripts cannot read", async () => {
    const person = await personFactory(house.db, { displayName: "小叶" });
    const answer = await attempt(person.loginName, TEST_PASSWORD);
    expect(answer).toMatchObject({ status: 200, body: { me: { id: person.id, displayName: "小叶", grants: { "calls.handle": "own" } } } });
    const [refresh, media] = answer.headers.getSetCookie();
    expect(refresh).toMatch(/^cd_refresh=.+; Path=\/api\/auth; .*HttpOnly; SameSite=Strict$/);
    expect(media).toMatch(/^cd_media=.+; Path=\/api\/calls; .*HttpOnly; SameSite=Strict$/);
    expect(refresh).not.toContain("Secure");
  });

  it("takes the login name in any writing", async () => {
    await personFactory(house.db, { loginName: "mixed.case@example.test" });
    await personFactory(house.db, { loginName: "+8613800138099" });
    expect(await attempt(" Mixed.Case@Example.test ", TEST_PASSWORD)).toMatchObject({ status: 200 });
    expect(await attempt("138 0013-8099", TEST_PASSWORD)).toMatchObject({ status: 200 });
  });

  it("tells a wrong password and an unknown name apart in nothing", async () => {
    const person = await personFactory(house.db);
    const wrong = await attempt(person.loginName, "not-the-password-1");
    const unknown = await attempt("nobody-here@example.test", "not-the-password-1");
    const { requestId: _a, ...wrongBody } = wrong.body as Record<string, unknown>;
    const { requestId: _b, ...unknownBody } = unknown.body as Record<string, unknown>;
    expect(wrong.status).toBe(401);
    expect(wrongBody).toMatchObject({ code: "auth.bad_credentials" });
    expect(unknownBody).toEqual(wrongBody);
  });

  it("locks a name after five wrong passwords, known or not, and opens it by itself", async () => {
    const person = await personFactory(house.db);
    for (const loginName of [person.loginName, "unknown-and-tried@example.test"]) {
      for (let i = 0; i < 5; i++) expect(await attempt(loginName, "wrong")).toMatchObject({ status: 401 });
      const locked = await attempt(loginName, TEST_PASSWORD);
      expect(locked).toMatchObject({ status: 429, body: { code: "auth.locked", retryAfter: 30 } });
      expect(locked.headers.get("retry-after")).toBe("30");
    }
    house.clock.advance(30_000);
    expect(await attempt(person.loginName, "wrong")).toMatchObject({ status: 401 });
    expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 429, body: { retryAfter: 60 } });
    house.clock.advance(60_000);
    expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 200 });
    expect(await attempt(person.loginName, "wrong")).toMatchObject({ status: 401 });
    expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 200 });
  });

  it("counts attempts that come at once", async () => {
    const person = await personFactory(house.db);
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt(person.loginName, "wrong")));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(7);
  });

  it("locks a source address that tries many names, and nobody for ever", async () => {
    const person = await personFactory(house.db);
    for (let i = 0; i < 30; i++) await attempt(`guess-${i}@example.test`, "wrong");
    expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 429, body: { retryAfter: 10 } });
    house.clock.advance(10_000);
    expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 200 });
  });

  it("lets an office full of people sign in from one address", async () => {
    const person = await personFactory(house.db);
    for (let i = 0; i < 35; i++) expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 200 });
  });

  it("tells a disabled person so only after the right password", async () => {
    const person = await personFactory(house.db, { status: "disabled" });
    expect(await attempt(person.loginName, "wrong")).toMatchObject({ body: { code: "auth.bad_credentials" } });
    expect(await attempt(person.loginName, TEST_PASSWORD)).toMatchObject({ status: 403, body: { code: "auth.disabled" } });
  });

  it("does not let in somebody who has never set a password", async () => {
    const person = await personFactory(house.db, { withoutPassword: true });
    expect(await attempt(person.loginName, "nobody has this password")).toMatchObject({ body: { code: "auth.bad_credentials" } });
  });

  it("refuses tokens that are wrong, expired, foreign, of the wrong kind or missing", async () => {
    const { person, client } = await house.signInNew();
    const token = client.session?.accessToken ?? "";
    const claims = jwt.decode(token) as jwt.JwtPayload;
    const { exp: _, ...rest } = claims;
    const sign = (given: object, secret = "test-secret-of-32-characters-long") => jwt.sign(given, secret);
    const tokens = {
      wrong: `${token.slice(0, -3)}abc`,
      foreign: sign(claims, "another-secret-of-32-characters!!"),
      unsigned: `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${token.split(".")[1]}.`,
      media: sign({ ...claims, aud: "media" }),
      forNobody: sign({ ...claims, aud: undefined }),
      endless: sign(rest),
      ofAnother: sign({ ...claims, sub: (await personFactory(house.db)).id }),
      noId: sign({ ...claims, sub: "admin", sid: "1; drop table person" }),
      garbage: "x",
    };
    for (const [name, bad] of Object.entries(tokens))
      expect(await house.anonymous().send(api.me, {}, { authorization: `Bearer ${bad}` }), name).toMatchObject({
        status: 401,
        body: { code: "auth.required" },
      });
    expect(await house.anonymous().send(api.me), "none").toMatchObject({ status: 401 });
    expect(await client.send(api.me)).toMatchObject({ status: 200, body: { id: person.id } });
    house.clock.advance(10 * 60_000);
    expect(await client.send(api.me), "expired").toMatchObject({ status: 401 });
  });

  it("shows the person's groups and roles in their language, and follows changes of both", async () => {
    const group = await house.db.prisma.skillGroup.create({ data: { id: randomUUID(), name: "售后服务", nameEn: "After-sales" } });
    const { person, client } = await house.signInNew({ skillGroupIds: [group.id] });
    expect(await client.call(api.me)).toMatchObject({
      skillGroups: [{ id: group.id, name: "After-sales", level: 3 }],
      roles: [{ id: person.roleId, name: "Test role" }],
    });
    await client.call(api.updatePreferences, { body: { language: "zh" } });
    expect(await client.call(api.me)).toMatchObject({ skillGroups: [{ name: "售后服务" }], roles: [{ name: "测试角色" }] });

    expect(await client.send(api.oneTimeLink, { params: { personId: person.id } })).toMatchObject({ status: 403 });
    const admin = await roleFactory(house.db, grant("all", "people.manage"));
    await house.db.prisma.personRole.create({ data: { personId: person.id, roleId: admin.id } });
    forgetPrincipals(house.ctx, person.id);
    expect(await client.send(api.oneTimeLink, { params: { personId: person.id } })).toMatchObject({ status: 200 });
  });

  it("keeps language and theme, and tells the person's other pages", async () => {
    const { client } = await house.signInNew();
    const page = await client.page();
    expect(await client.call(api.updatePreferences, { body: { language: "en", theme: "dark" } })).toMatchObject({
      language: "en",
      theme: "dark",
    });
    await page.take(connectionPushes.resync);
    expect(await client.call(api.me)).toMatchObject({ language: "en", theme: "dark" });
  });

  it("refuses a sign-in that another site's page sends", async () => {
    const person = await personFactory(house.db);
    const body = { loginName: person.loginName, password: TEST_PASSWORD };
    const foreign = await house.anonymous().send(api.signIn, { body }, { origin: "https://evil.example.test" });
    expect(foreign).toMatchObject({ status: 403 });
    expect(await house.anonymous().send(api.signIn, { body }, { origin: house.base })).toMatchObject({ status: 200 });
  });
});
