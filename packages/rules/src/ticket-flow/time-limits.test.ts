import { type BusinessHours, type TicketFlow, ticketFlow } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../test/seeded-random.ts";
import { isOpen } from "../business-hours.ts";
import { nodeOf } from "./interpreter.ts";
import { firstTimes, NO_TIMES, timesAt, timesMoved } from "./time-limits.ts";
import { afterWorkingTime, workingTime } from "./working-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const office: BusinessHours = {
  timezone: "Asia/Shanghai",
  weekly: [
    { days: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" },
    { days: [1, 2, 3, 4, 5], from: "13:00", to: "18:00" },
  ],
  holidays: [{ date: "2024-10-01" }],
};
const at = (text: string) => new Date(`${text}+08:00`);

describe("working time", () => {
  it.each([
    ["2024-09-30T10:00", 1, "2024-09-30T11:00"],
    ["2024-09-30T11:30", 1, "2024-09-30T13:30"],
    ["2024-09-30T17:00", 2, "2024-10-02T10:00"],
    ["2024-09-28T15:00", 8, "2024-09-30T18:00"],
    ["2024-09-30T11:00", 1, "2024-09-30T12:00"],
  ])("from %s, %s h on, is %s", (from, hours, to) => {
    expect(afterWorkingTime(office, at(from), hours * HOUR)).toEqual(at(to));
    expect(workingTime(office, at(from), at(to))).toBe(hours * HOUR);
  });

  it("goes on for as long as there is working time, also beyond a year", () => {
    const ms = 300 * 8 * HOUR;
    const to = afterWorkingTime(office, at("2024-09-30T09:00"), ms)!;
    expect(to.getUTCFullYear()).toBe(2025);
    expect(workingTime(office, at("2024-09-30T09:00"), to)).toBe(ms);
    const seldom: BusinessHours = { ...office, weekly: [{ days: [1], from: "09:00", to: "10:00" }] };
    const late = afterWorkingTime(seldom, at("2024-09-30T09:00"), 300 * HOUR)!;
    expect(workingTime(seldom, at("2024-09-30T09:00"), late)).toBe(300 * HOUR);
  });

  it("never ends where it is never open, and never rests without hours", () => {
    expect(afterWorkingTime({ ...office, weekly: [] }, at("2024-09-30T10:00"), 1)).toBeNull();
    expect(afterWorkingTime(null, at("2024-09-30T10:00"), HOUR)).toEqual(at("2024-09-30T11:00"));
    expect(workingTime(office, at("2024-09-30T11:00"), at("2024-09-30T10:00"))).toBe(0);
  });

  it("measured back is what was given, and no longer than the clock says", () => {
    const random = seededRandom(7);
    for (let run = 0; run < 300; run++) {
      const from = new Date(Date.UTC(2024, random.int(12), 1 + random.int(28), random.int(24), random.int(60)));
      const ms = (1 + random.int(3_000)) * MINUTE;
      const to = afterWorkingTime(office, from, ms)!;
      expect(workingTime(office, from, to)).toBe(ms);
      expect(to.getTime() - from.getTime()).toBeGreaterThanOrEqual(ms);
      expect(isOpen(office, new Date(to.getTime() - 1))).toBe(true);
    }
  });
});

const name = { zh: "x", en: "x" };
const flow: TicketFlow = ticketFlow.parse({
  start: "work",
  reopenTo: "work",
  nodes: [
    { code: "work", name, kind: "work", handler: { kind: "keep" }, limit: { minutes: 30, warnMinutes: 10 } },
    { code: "pause", name, kind: "work", handler: { kind: "keep" }, pausesTime: true },
    { code: "plain", name, kind: "work", handler: { kind: "keep" } },
    { code: "end", name, kind: "end", handler: { kind: "keep" } },
  ],
  actions: [],
  limit: { minutes: 120, warnMinutes: 20 },
});
const node = (code: string) => nodeOf(flow, code)!;
const start = new Date("2024-09-30T00:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * MINUTE);

describe("limits of a ticket", () => {
  it("are the whole one and the node's, of which the earlier counts", () => {
    expect(firstTimes(flow, node("work"), start)).toEqual({
      wholeDueAt: after(120),
      timeLeftMs: null,
      nodeDueAt: after(30),
      dueAt: after(30),
      warnAt: after(20),
    });
  });

  it("stand still at a node that pauses, and go on with what was left", () => {
    const first = firstTimes(flow, node("work"), start);
    const paused = timesAt(flow, node("pause"), after(50), first);
    expect(paused).toEqual({ ...NO_TIMES, timeLeftMs: 70 * MINUTE });
    expect(timesAt(flow, node("plain"), after(500), paused)).toMatchObject({ dueAt: after(570), warnAt: after(550), timeLeftMs: null });
    expect(timesAt(flow, node("pause"), after(500), paused)).toEqual(paused);
  });

  it("do not come back once they are over, and end with the ticket", () => {
    const first = firstTimes(flow, node("plain"), start);
    const late = timesAt(flow, node("pause"), after(150), first);
    expect(late.timeLeftMs).toBe(-30 * MINUTE);
    expect(timesAt(flow, node("plain"), after(200), late).dueAt).toEqual(after(170));
    expect(timesAt(flow, node("end"), after(10), first)).toEqual(NO_TIMES);
  });
});

describe("limits of a ticket that goes on in another version of its flow", () => {
  const next: TicketFlow = ticketFlow.parse({
    ...flow,
    nodes: [
      { code: "work", name, kind: "work", handler: { kind: "keep" }, limit: { minutes: 50, warnMinutes: 5 } },
      { code: "pause", name, kind: "work", handler: { kind: "keep" }, limit: { minutes: 40, warnMinutes: 0 } },
      { code: "end", name, kind: "end", handler: { kind: "keep" } },
    ],
    limit: { minutes: 240, warnMinutes: 30 },
  });
  const was = (code: string) => ({ flow, node: node(code) });
  const now = (code: string) => ({ flow: next, node: nodeOf(next, code)! });

  it("keep what was used, at the same node also of its own limit", () => {
    const first = firstTimes(flow, node("work"), start);
    expect(timesMoved(was("work"), now("work"), after(10), first)).toEqual({
      wholeDueAt: after(240),
      timeLeftMs: null,
      nodeDueAt: after(50),
      dueAt: after(50),
      warnAt: after(45),
    });
    expect(timesMoved(was("work"), now("pause"), after(10), first)).toMatchObject({ wholeDueAt: after(240), nodeDueAt: after(50) });
  });

  it("go on where time stood still, may already be over, and are the same again when nothing changed", () => {
    const paused = timesAt(flow, node("pause"), after(50), firstTimes(flow, node("work"), start));
    expect(timesMoved(was("pause"), now("work"), after(100), paused)).toMatchObject({
      wholeDueAt: after(100 + 70 + 120),
      nodeDueAt: after(150),
    });
    const late = timesMoved(
      { flow: next, node: nodeOf(next, "work")! },
      was("work"),
      after(45),
      firstTimes(next, nodeOf(next, "work")!, start),
    );
    expect(late).toMatchObject({ nodeDueAt: after(30), dueAt: after(30) });
    const first = firstTimes(flow, node("work"), start);
    expect(timesMoved(was("work"), was("work"), after(25), first)).toMatchObject({ ...first, warnAt: after(25) });
  });

  it("begin now where there were none, and end where there are none", () => {
    const none = { ...flow, limit: null };
    expect(timesMoved({ flow: none, node: node("plain") }, now("work"), after(60), NO_TIMES)).toMatchObject({
      wholeDueAt: after(300),
      nodeDueAt: after(110),
    });
    expect(timesMoved(was("work"), { flow: none, node: node("plain") }, after(60), firstTimes(flow, node("work"), start))).toEqual(
      NO_TIMES,
    );
  });
});
