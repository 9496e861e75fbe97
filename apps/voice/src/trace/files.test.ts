import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createFakeClock } from "@cloverdesk/testing/timers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createTraceFiles } from "./files.ts";

let folder: string;
const failures: unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sip-traces-"));
  failures.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = createFakeClock(Date.parse("2026-11-30T08:00:00Z"));
const open = (given: { days?: number; mostBytes?: number } = {}) =>
  createTraceFiles({ folder, days: 14, mostBytes: 1_000_000, clock, now: clock.now, failed: (error) => failures.push(error), ...given });
const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
/** A file of so many bytes, last changed on that day. */
function put(file: string, bytes: number, day = "2026-11-30T07:00:00Z"): void {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, "x".repeat(bytes));
  utimesSync(place, new Date(day), new Date(day));
}

it("writes lines in their order, several at once, and what waits when it stops", async () => {
  const files = open();
  for (const line of ["a", "b"]) files.append("calls/2026-11-30/1.ndjson", line);
  files.append("calls/2026-11-30/2.ndjson", "c");
  expect(readdirSync(folder)).toEqual([]);
  await clock.advance(500);
  await expect.poll(() => existsSync(path.join(folder, "calls/2026-11-30/2.ndjson"))).toBe(true);
  files.append("calls/2026-11-30/1.ndjson", "d");
  await files.stop();
  expect(read("calls/2026-11-30/1.ndjson")).toBe("a\nb\nd\n");
});

it("puts a large file aside before it goes on", async () => {
  put("peers/192.0.2.9.ndjson", 101);
  const files = open();
  files.append("peers/192.0.2.9.ndjson", "new", 100);
  await files.stop();
  expect(read("peers/192.0.2.9.ndjson")).toBe("new\n");
  expect(read("peers/192.0.2.9.ndjson.1")).toHaveLength(101);
});

it("removes what is too old, then the earliest of what is too much", async () => {
  put("calls/2026-11-10/old.ndjson", 10, "2026-11-10T00:00:00Z");
  put("calls/2026-11-29/earlier.ndjson", 600, "2026-11-29T09:00:00Z");
  put("calls/2026-11-29/later.ndjson", 300, "2026-11-29T10:00:00Z");
  put("calls/2026-11-30/today.ndjson", 400);
  put("peers/192.0.2.8.ndjson", 10, "2026-11-10T00:00:00Z");
  put("peers/192.0.2.9.ndjson", 10);
  const files = open({ mostBytes: 1_000 });
  await expect.poll(() => readdirSync(path.join(folder, "calls/2026-11-29"))).toEqual(["later.ndjson"]);
  await expect.poll(() => readdirSync(path.join(folder, "peers"))).toEqual(["192.0.2.9.ndjson"]);
  expect(readdirSync(path.join(folder, "calls")).sort()).toEqual(["2026-11-29", "2026-11-30"]);
  await files.stop();
});

it("loses what the disk does not take, says so once, and goes on", async () => {
  const files = open();
  writeFileSync(path.join(folder, "calls"), "in the way");
  files.append("calls/2026-11-30/1.ndjson", "a");
  await clock.advance(500);
  await expect.poll(() => failures).toHaveLength(1);
  // Files are written one after the other: once the second is there, the first was tried.
  files.append("calls/2026-11-30/1.ndjson", "b");
  files.append("peers/192.0.2.9.ndjson", "p");
  await clock.advance(500);
  await expect.poll(() => existsSync(path.join(folder, "peers/192.0.2.9.ndjson"))).toBe(true);
  rmSync(path.join(folder, "calls"));
  files.append("calls/2026-11-30/1.ndjson", "c");
  await files.stop();
  expect(failures).toHaveLength(1);
  expect(read("calls/2026-11-30/1.ndjson")).toBe("c\n");
});
