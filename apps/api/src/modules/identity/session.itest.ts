import { identityEndpoints as api, connectionPushes } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { personFactory, TEST_PASSWORD } from "./identity.factory.ts";

describe("a signed-in device", () => {
  let house: Harness;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
  });
  afterAll(() => house.stop());

  const COOKIE = "cd_refresh";
  const cookie = (client: ApiClient): string => client.cookies.get(COOKIE) ?? "";
  /** Another holder of the same cookie: a second tab, or a thief. */
  function copyOf(client: ApiClient, token = cookie(client)): ApiClient {
    const copy = house.anonymous();
    copy.cookies.set(COOKIE, token);
    return copy;
  }

  it("exchanges its cookie for a new one and a new access token", async () => {
    const { client } = await house.signInNew();
    const before = { token: client.session?.accessToken, cookie: cookie(client) };
    house.clock.advance(10 * 60_000);
    await client.refresh();
    expect(cookie(client)).not.toBe(before.cookie);
    expect(client.session?.accessToken).not.toBe(before.token);
    expect(await client.send(api.me)).toMatchObject({ status: 200 });
  });

  it("answers a page that lost the answer with the same successor, for ten seconds", async () => {
    const { client } = await house.signInNew();
    const lost = copyOf(client);
    await client.refresh();
    house.clock.advance(9_000);
    await lost.refresh();
    expect(cookie(lost)).toBe(cookie(client));
    await client.refresh();
    expect(await client.send(api.me)).toMatchObject({ status: 200 });
  });

  it("survives two tabs that refresh at the same moment, whichever answer comes last", async () => {
    const { client } = await house.signInNew();
    const tabs = [client, ...Array.from({ length: 5 }, () => copyOf(client))];
    await Promise.all(tabs.map((tab) => tab.refresh()));
    expect(new Set(tabs.map(cookie)).size).toBe(1);
    house.clock.advance(60_000);
    await tabs[3]?.refresh();
    expect(await tabs[3]?.send(api.me)).toMatchObject({ status: 200 });
  });

  it("is signed out when an old cookie comes back: thief and owner both, and their pages are dropped", async () => {
    const { person, client } = await house.signInNew();
    const thief = copyOf(client);
    await client.refresh();
    const page = await client.page();
    house.clock.advance(10_001);
    expect(await thief.send(api.refresh)).toMatchObject({ status: 401, body: { code: "auth.refresh_reused" } });
    expect(thief.cookies.has(COOKIE)).toBe(false);
    await page.take(connectionPushes.signedOut);
    await until(() => page.socket.disconnected, "the page is dropped");
    expect(await client.send(api.me)).toMatchObject({ status: 401 });
    expect(await client.send(api.refresh)).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
    const audit = await house.db.prisma.audit.findFirst({ where: { verb: "identity.refresh_reused" }, orderBy: { id: "desc" } });
    expect(audit?.after).toMatchObject({ personId: person.id });
  });

  it("notices a cookie that is several exchanges old", async () => {
    const { client } = await house.signInNew();
    const thief = copyOf(client);
    await client.refresh();
    await client.refresh();
    await client.refresh();
    expect(await thief.send(api.refresh)).toMatchObject({ body: { code: "auth.refresh_reused" } });
    expect(await client.send(api.refresh)).toMatchObject({ body: { code: "auth.refresh_invalid" } });
  });

  it("leaves the person's other devices signed in when one is stolen", async () => {
    const { person, client } = await house.signInNew();
    const other = await house.signIn(person);
    const page = await other.page();
    const thief = copyOf(client);
    await client.refresh();
    await client.refresh();
    await thief.send(api.refresh);
    expect(await other.send(api.me)).toMatchObject({ status: 200 });
    expect(page.socket.connected).toBe(true);
  });

  it("refuses refresh cookies that are missing, made up or of nobody", async () => {
    const { client } = await house.signInNew();
    const [sessionId, , signature] = cookie(client).split(".");
    for (const token of [
      "",
      "x",
      `${sessionId}.0.${"A".repeat(43)}`,
      `${sessionId}.1.${signature}`,
      `${sessionId}.99999999999.${signature}`,
    ])
      expect(await copyOf(client, token).send(api.refresh)).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
    expect(await client.send(api.me), "a made-up cookie revokes nothing").toMatchObject({ status: 200 });
  });

  it("ends after two weeks without use", async () => {
    const { client } = await house.signInNew();
    house.clock.advance(14 * 24 * 3_600_000 + 1);
    expect(await client.send(api.refresh)).toMatchObject({ status: 401, body: { code: "auth.refresh_invalid" } });
  });

  it("ends for a person who was disabled", async () => {
    const { person, client } = await house.signInNew();
    await house.db.prisma.person.update({ where: { id: person.id }, data: { status: "disabled" } });
    expect(await client.send(api.refresh)).toMatchObject({ status: 401 });
  });

  it("signs out alone, at once, in every process", async () => {
    const { person, client } = await house.signInNew();
    const second = await house.anotherProcess();
    const other = await house.signIn(person, second.base);
    const page = await client.page();
    const otherPage = await other.page();
    expect((await other.call(api.devices)).items).toHaveLength(2);
    await client.call(api.signOut);
    await until(() => page.socket.disconnected, "the page is dropped");
    expect(cookie(client)).toBe("");
    expect(await client.send(api.me)).toMatchObject({ status: 401 });
    expect(otherPage.socket.connected).toBe(true);
    expect((await other.call(api.devices)).items).toMatchObject([{ current: true }]);
  });

  it("signs out everywhere, also pages held by another process, and can sign in again at once", async () => {
    const { person, client } = await house.signInNew();
    const second = await house.anotherProcess();
    const other = await house.signIn(person, second.base);
    const otherPage = await other.page();
    await other.call(api.me);
    await client.call(api.signOutEverywhere);
    await otherPage.take(connectionPushes.signedOut);
    await until(() => otherPage.socket.disconnected, "the other process drops the page");
    expect(await other.send(api.me)).toMatchObject({ status: 401 });
    expect(await other.send(api.refresh)).toMatchObject({ status: 401 });
    await expect(other.page()).rejects.toThrow("auth.required");
    const again = await house.signIn(person);
    expect(await again.send(api.me)).toMatchObject({ status: 200 });
  });

  it("takes the place of the session that this browser had before", async () => {
    const { person, client } = await house.signInNew();
    await client.signIn(person.loginName, TEST_PASSWORD);
    expect((await client.call(api.devices)).items).toHaveLength(1);
  });

  it("does not open pages for a token that is not one", async () => {
    await personFactory(house.db);
    await expect(house.anonymous().page()).rejects.toThrow("auth.required");
  });

  it("opens only recordings with the media cookie", async () => {
    const { client } = await house.signInNew();
    const audio = house.anonymous();
    audio.cookies.set("cd_media", client.cookies.get("cd_media") ?? "");
    expect(await audio.send(api.me)).toMatchObject({ status: 401 });
    expect(await audio.send(api.devices)).toMatchObject({ status: 401 });
  });
});
