import { expect, it } from "vitest";
import { fromText } from "./field-value.ts";

it("splits tags at commas of either language and drops repeats", () => {
  expect(fromText("tags", " vip， 老客户、vip, ")).toEqual(["vip", "老客户"]);
});

it("makes an emptied field null, but never the name", () => {
  expect(fromText("company", "  ")).toBeNull();
  expect(fromText("name", " ")).toBe("");
});
