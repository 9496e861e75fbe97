import { connectionPushes } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "./harness.ts";

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());

describe("a page's connection", () => {
  it("with the tab id of another living page is told to take a new one, and that one keeps it", async () => {
    const { client } = await api.signInNew();
    const first = await client.page("tab-duplicated");
    const second = await client.page("tab-duplicated");
    await second.take(connectionPushes.tabTaken, ({ tabId }) => tabId === "tab-duplicated");
    expect(first.pushes.map((push) => push.name)).not.toContain(connectionPushes.tabTaken.name);
  });

  it("is told at once when voice is away", async () => {
    const alone = await startHarness({ voiceUp: false, env: { VOICE_LINK_URL: "ws://127.0.0.1:9" } });
    try {
      const { client } = await alone.signInNew();
      const page = await client.page();
      expect(await page.take(connectionPushes.voice)).toEqual({ up: false });
    } finally {
      await alone.stop();
    }
  });

  it("with a wrong token is refused", async () => {
    await expect(api.anonymous().page()).rejects.toThrow("auth.required");
  });
});
