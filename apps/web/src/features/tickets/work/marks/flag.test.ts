import { expect, it } from "vitest";
import { flagPressed, NO_MARK } from "./flag.ts";

it("puts a red flag where none is, and takes any flag away", () => {
  expect(flagPressed(null)).toEqual({ ...NO_MARK, flag: "red" });
  expect(flagPressed({ ...NO_MARK, flag: "blue" })).toEqual(NO_MARK);
});

it("leaves the reminder", () => {
  const reminder = { flag: null, remindAt: "2026-01-05T09:00:00Z", remindText: "call back" };
  expect(flagPressed(reminder)).toEqual({ ...reminder, flag: "red" });
  expect(flagPressed({ ...reminder, flag: "green" })).toEqual(reminder);
});
