import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.unstubAllGlobals());

async function loaded() {
  vi.resetModules();
  return import("./tab.ts");
}

it("has an id where the storage is forbidden or full", async () => {
  const refuse = () => {
    throw new Error("refused");
  };
  vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse });
  const { renewTab, tabId } = await loaded();
  const first = tabId();
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  renewTab();
  expect(tabId()).not.toBe(first);
});

it("keeps its id over a reload", async () => {
  const storage = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
  const before = (await loaded()).tabId();
  expect((await loaded()).tabId()).toBe(before);
});
