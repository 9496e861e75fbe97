import { type BusinessHours, businessHours } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../test/seeded-random.ts";
import { isOpen, nextOpening } from "./business-hours.ts";

const office: BusinessHours = {
  timezone: "Asia/Shanghai",
  weekly: [
    { days: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" },
    { days: [1, 2, 3, 4, 5], from: "13:30", to: "18:00" },
  ],
  holidays: [{ date: "2024-10-01" }, { date: "2024-10-12", open: [{ from: "10:00", to: "16:00" }] }],
};
const always: BusinessHours = { timezone: "UTC", weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }], holidays: [] };
const nights: BusinessHours = {
  timezone: "Europe/Berlin",
  weekly: [{ days: [5, 6], from: "22:00", to: "06:00" }],
  holidays: [{ date: "2024-05-11" }],
};
const zoned = (timezone: string, from: string, to: string): BusinessHours => ({ ...always, timezone, weekly: [{ days: [7], from, to }] });

describe("isOpen", () => {
  it.each([
    [office, "2024-09-30T08:59:59.999+08:00", false],
    [office, "2024-09-30T09:00:00.000+08:00", true],
    [office, "2024-09-30T11:59:59.999+08:00", true],
    [office, "2024-09-30T12:00:00.000+08:00", false],
    [office, "2024-09-30T13:30:00.000+08:00", true],
    [office, "2024-09-28T10:00:00.000+08:00", false],
    [office, "2024-10-01T10:00:00.000+08:00", false],
    [office, "2024-10-12T10:00:00.000+08:00", true],
    [office, "2024-10-12T09:30:00.000+08:00", false],
    [office, "2024-09-30T01:00:00.000Z", true],
    [always, "2024-02-29T23:59:59.999Z", true],
    [nights, "2024-05-03T23:00:00+02:00", true],
    [nights, "2024-05-04T05:59:00+02:00", true],
    [nights, "2024-05-04T06:00:00+02:00", false],
    [nights, "2024-05-05T05:00:00+02:00", true],
    [nights, "2024-05-05T23:00:00+02:00", false],
    // The night before a holiday runs to its end; the holiday's own night does not begin.
    [nights, "2024-05-11T05:00:00+02:00", true],
    [nights, "2024-05-11T23:00:00+02:00", false],
  ])("%#: %s", (hours, at, open) => {
    expect(isOpen(hours, new Date(at))).toBe(open);
  });
});

describe("nextOpening", () => {
  it.each([
    [office, "2024-09-30T10:00:00+08:00", "2024-09-30T10:00:00+08:00"],
    [office, "2024-09-30T12:10:00+08:00", "2024-09-30T13:30:00+08:00"],
    [office, "2024-09-30T18:00:00+08:00", "2024-10-02T09:00:00+08:00"],
    [office, "2024-10-11T20:00:00+08:00", "2024-10-12T10:00:00+08:00"],
    [nights, "2024-05-10T12:00:00+02:00", "2024-05-10T22:00:00+02:00"],
    [nights, "2024-05-11T12:00:00+02:00", "2024-05-17T22:00:00+02:00"],
  ])("%#: from %s", (hours, at, opening) => {
    expect(nextOpening(hours, new Date(at))).toEqual(new Date(opening));
  });

  it("is null when it never opens", () => {
    expect(nextOpening({ ...always, weekly: [] }, new Date("2024-01-01T00:00:00Z"))).toBeNull();
  });
});

describe("days on which the clock changes", () => {
  it("opens at the jump when the opening time is jumped over", () => {
    // Berlin, 31 March 2024: 02:00 → 03:00 at 01:00 UTC.
    const hours = zoned("Europe/Berlin", "02:30", "05:00");
    expect(nextOpening(hours, new Date("2024-03-31T00:00:00Z"))).toEqual(new Date("2024-03-31T01:00:00Z"));
    expect(isOpen(hours, new Date("2024-03-31T00:59:59.999Z"))).toBe(false);
    expect(isOpen(hours, new Date("2024-03-31T02:59:59.999Z"))).toBe(true);
    expect(isOpen(hours, new Date("2024-03-31T03:00:00Z"))).toBe(false);
  });

  it("skips a window that the jump swallows whole", () => {
    const hours = zoned("Europe/Berlin", "02:10", "02:50");
    expect(nextOpening(hours, new Date("2024-03-31T00:00:00Z"))).toEqual(new Date("2024-04-07T00:10:00Z"));
  });

  it("does not open twice when an hour comes twice", () => {
    // New York, 3 November 2024: 02:00 → 01:00 at 06:00 UTC.
    const hours = zoned("America/New_York", "00:30", "01:30");
    expect(isOpen(hours, new Date("2024-11-03T05:29:00Z"))).toBe(true);
    expect(isOpen(hours, new Date("2024-11-03T05:30:00Z"))).toBe(false);
    expect(isOpen(hours, new Date("2024-11-03T06:10:00Z"))).toBe(false);
    expect(nextOpening(hours, new Date("2024-11-03T05:30:00Z"))).toEqual(new Date("2024-11-10T05:30:00Z"));
  });

  it("keeps a day's whole length when it has 23 or 25 hours", () => {
    for (const [day, hoursLong] of [
      ["2024-03-10T05:00:00Z", 23],
      ["2024-11-03T04:00:00Z", 25],
    ] as const) {
      const start = Date.parse(day);
      const hours = zoned("America/New_York", "00:00", "24:00");
      expect(isOpen(hours, new Date(start - 1))).toBe(false);
      expect(isOpen(hours, new Date(start))).toBe(true);
      expect(isOpen(hours, new Date(start + hoursLong * 3_600_000 - 1))).toBe(true);
      expect(isOpen(hours, new Date(start + hoursLong * 3_600_000))).toBe(false);
    }
  });
});

it("opens exactly at the next opening, in any zone and on any day", () => {
  const random = seededRandom(42);
  const zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "UTC"];
  const time = () => `${String(random.int(24)).padStart(2, "0")}:${random.pick(["00", "10", "30", "59"])}`;
  for (let run = 0; run < 400; run++) {
    const hours: BusinessHours = {
      timezone: random.pick(zones),
      weekly: Array.from({ length: 1 + random.int(3) }, () => ({ days: [1 + random.int(7)], from: time(), to: time() })),
      holidays: [
        { date: `2024-0${1 + random.int(9)}-1${random.int(10)}`, open: random.chance(0.5) ? [{ from: time(), to: time() }] : undefined },
      ],
    };
    expect(businessHours.safeParse(hours).success).toBe(true);
    const at = new Date(Date.UTC(2024, random.int(12), 1 + random.int(28), random.int(24), random.int(60)));
    const opening = nextOpening(hours, at);
    if (!opening) continue;
    expect(isOpen(hours, opening), JSON.stringify({ hours, at })).toBe(true);
    if (opening > at) expect(isOpen(hours, new Date(opening.getTime() - 1))).toBe(false);
  }
});

it("refuses hours that make no sense", () => {
  expect(businessHours.safeParse({ ...office, timezone: "Mars/Olympus" }).success).toBe(false);
  expect(businessHours.safeParse({ ...office, weekly: [{ days: [8], from: "09:00", to: "18:00" }] }).success).toBe(false);
  expect(businessHours.safeParse({ ...office, weekly: [{ days: [1], from: "9:00", to: "18:00" }] }).success).toBe(false);
  expect(businessHours.safeParse({ ...office, holidays: [{ date: "2024-02-30" }] }).success).toBe(false);
});
