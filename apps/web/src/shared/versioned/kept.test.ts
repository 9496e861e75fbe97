import { afterEach, expect, it, vi } from "vitest";

const storage = new Map<string, string>();
vi.stubGlobal("sessionStorage", {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
  removeItem: (key: string) => storage.delete(key),
});
vi.stubGlobal("BroadcastChannel", class {});

/** The module as a page that was loaded again has it. */
async function reloaded() {
  vi.resetModules();
  return import("./kept.ts");
}
afterEach(() => storage.clear());

it("survives a reload until it is dropped", async () => {
  const page = await reloaded();
  page.keep("note", () => "half a sentence");
  const again = await reloaded();
  expect(again.readKept("note")).toBe("half a sentence");
  again.keep("note", () => null);
  expect((await reloaded()).readKept("note")).toBeNull();
  expect(storage.size).toBe(0);
});

it("takes each change as a step from what is kept now", async () => {
  const page = await reloaded();
  const add = (file: string) => page.keep<string[]>("files", (before) => [...(before ?? []), file]);
  add("a");
  add("b");
  expect(page.readKept("files")).toEqual(["a", "b"]);
});

it("goes on where nothing can be stored, and takes damage for nothing", async () => {
  storage.set("cloverdesk.kept.note", "{");
  const page = await reloaded();
  expect(page.readKept("note")).toBeNull();
  vi.stubGlobal("sessionStorage", {
    getItem: () => null,
    removeItem: () => undefined,
    setItem: () => {
      throw new Error("full");
    },
  });
  page.keep("note", () => "kept");
  expect(page.readKept("note")).toBe("kept");
});
