import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Base } from "./draft.ts";

const storage = new Map<string, string>();
const working = {
  get length() {
    return storage.size;
  },
  key: (i: number) => [...storage.keys()][i] ?? null,
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => void storage.set(key, value),
  removeItem: (key: string) => void storage.delete(key),
};
vi.stubGlobal("BroadcastChannel", class {});
vi.stubGlobal("sessionStorage", { getItem: () => "tab", setItem: () => undefined });
vi.stubGlobal("localStorage", working);
const { ApiError } = await import("../api/index.ts");
const { createAutosave } = await import("./autosave.ts");
const { takeCopy, writeCopy } = await import("./copies.ts");
const { begun } = await import("./draft.ts");
const { sameJson } = await import("./merge.ts");

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.stubGlobal("localStorage", working);
  storage.clear();
});

/** A server with one value, and a draft over it. `answers` are taken by the next saves: an error to throw, or "lost" after it was kept. */
function edited(onConflict: "show-mine" | "show-theirs" = "show-mine") {
  const server = { value: "", version: 1, saves: [] as string[], answers: [] as (Error | "lost")[] };
  const now = (): Base<string> => ({ value: server.value, version: server.version });
  const autosave = createAutosave<string, Base<string>>({
    name: "me.text",
    show: () => undefined,
    asked: () => ({
      policy: { same: sameJson, onConflict },
      auto: {
        pause: 800,
        async save(value, base) {
          const answer = server.answers.shift();
          if (answer instanceof Error) throw answer;
          if (base.version !== server.version) throw new ApiError("summary.conflict", 409);
          Object.assign(server, { value, version: server.version + 1 });
          server.saves.push(value);
          if (answer === "lost") throw new ApiError("page.offline", 0);
          return now();
        },
      },
      conflict: { is: (error) => error instanceof ApiError && error.status === 409, latest: async () => now() },
    }),
  });
  autosave.open(begun(now()));
  return { server, autosave, type: (value: string) => autosave.change(() => value) };
}

it("saves what is typed after a pause, once", async () => {
  const { server, type } = edited();
  type("l");
  type("late");
  await vi.advanceTimersByTimeAsync(799);
  expect(server.saves).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.saves).toEqual(["late"]);
  expect(storage.size).toBe(0);
});

it("tries again after a failure until it is kept, and remembers it meanwhile", async () => {
  const { server, autosave, type } = edited();
  server.answers = [new ApiError("page.offline", 0), new ApiError("server.failed", 500)];
  type("late");
  await vi.advanceTimersByTimeAsync(800);
  expect(autosave.current()).toMatchObject({ failed: true });
  expect(takeCopy("me.text")).toMatchObject({ value: "late" });
  await vi.advanceTimersByTimeAsync(8_000);
  expect(server.saves).toEqual(["late"]);
  expect(autosave.current()).toMatchObject({ failed: false, conflict: null });
});

it("goes on after a save whose answer was lost as if it had come", async () => {
  const { server, autosave, type } = edited();
  server.answers = ["lost"];
  type("late");
  await vi.advanceTimersByTimeAsync(800);
  type("late parcel");
  await vi.advanceTimersByTimeAsync(8_000);
  expect(server.value).toBe("late parcel");
  expect(autosave.current()).toMatchObject({ conflict: null, failed: false });
});

it("saves nothing over somebody else's version until the person decides", async () => {
  const { server, autosave, type } = edited();
  Object.assign(server, { value: "theirs", version: 7 });
  type("mine");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.value).toBe("theirs");
  expect(autosave.current()).toMatchObject({ value: "mine", conflict: { kind: "mine-shown", theirs: { value: "theirs" } } });
});

it("saves no draft while its end is asked for, and none afterwards", async () => {
  const { server, autosave, type } = edited();
  type("draft");
  const ended = autosave.inTurn(async () => {
    type("typed while it is made");
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    autosave.close();
  });
  void autosave.flush();
  await vi.advanceTimersByTimeAsync(20_000);
  await ended;
  expect(server.saves).toEqual([]);
  expect(storage.size).toBe(0);
});

it("hands over to a draft that is opened later under the same name", async () => {
  const first = edited();
  first.server.answers = Array.from({ length: 9 }, () => new ApiError("page.offline", 0));
  first.type("older");
  await vi.advanceTimersByTimeAsync(800);
  const second = edited();
  second.type("newer");
  first.server.answers = [];
  await vi.advanceTimersByTimeAsync(20_000);
  expect([first.server.saves, second.server.saves]).toEqual([[], ["newer"]]);
});

it("saves where the browser refuses its storage, or has no room", async () => {
  const refuse = () => {
    throw new Error("refused");
  };
  vi.stubGlobal("localStorage", { length: 1, key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse });
  const { server, type } = edited();
  type("late");
  await vi.advanceTimersByTimeAsync(800);
  expect(server.saves).toEqual(["late"]);
  expect(takeCopy("me.text")).toBeNull();
});

it("takes an abandoned copy of another tab, and leaves one that is being typed", () => {
  const copy = { version: 1, value: "half a sentence", sent: null };
  const other = "cloverdesk.unsent.me.text.other";
  storage.set(other, JSON.stringify({ ...copy, at: Date.now() }));
  expect(takeCopy("me.text")).toBeNull();
  storage.set(other, JSON.stringify({ ...copy, at: Date.now() - 60_000 }));
  expect(takeCopy("me.text")).toEqual(copy);
  expect([...storage.keys()]).toEqual(["cloverdesk.unsent.me.text.tab"]);
  writeCopy("me.text", null);
  expect(storage.size).toBe(0);
});
