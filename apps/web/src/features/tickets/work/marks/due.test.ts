import { expect, it } from "vitest";
import { aRow } from "../../ticket.factory.ts";
import { dueOf, span } from "./due.ts";

const now = Date.parse("2026-01-05T12:00:00Z");
const due = (dueAt: string | null, warnAt: string | null = null) => dueOf(aRow({ dueAt, warnAt }), now).level;

it("tells fine, due soon and overdue apart", () => {
  expect(due(null)).toBe("none");
  expect(due("2026-01-05T14:00:00Z", "2026-01-05T13:00:00Z")).toBe("fine");
  expect(due("2026-01-05T14:00:00Z", "2026-01-05T12:00:00Z")).toBe("soon");
  expect(due("2026-01-05T12:00:00Z")).toBe("over");
});

it("does not call a finished ticket overdue", () => {
  expect(dueOf(aRow({ state: "finished", dueAt: "2026-01-01T00:00:00Z" }), now).level).toBe("done");
});

it("names a length by its largest unit that fits", () => {
  expect(span(20_000)).toEqual({ unit: "minutes", n: 1 });
  expect(span(119 * 60_000)).toEqual({ unit: "minutes", n: 119 });
  expect(span(-3 * 3_600_000)).toEqual({ unit: "hours", n: 3 });
  expect(span(72 * 3_600_000)).toEqual({ unit: "days", n: 3 });
});
