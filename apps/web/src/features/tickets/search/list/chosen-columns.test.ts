import { expect, it } from "vitest";
import { fieldsAmong, toggled, widthOf } from "./chosen-columns.ts";

it("takes a column in where it usually stands, fields after all others", () => {
  expect(toggled(["title", "due", "f:amount"], "node")).toEqual(["title", "node", "due", "f:amount"]);
  expect(toggled(["title"], "f:amount")).toEqual(["title", "f:amount"]);
});

it("takes a column out and leaves the order of the others", () => {
  expect(toggled(["title", "f:b", "f:a"], "title")).toEqual(["f:b", "f:a"]);
});

it("has a width for every column, also a field's", () => {
  expect(widthOf("f:any", {})).toBeGreaterThan(0);
  expect(widthOf("title", { title: 90 })).toBe(90);
});

it("asks for the fields among the columns, in one order whatever the columns' is", () => {
  expect(fieldsAmong(["title", "f:b", "due", "f:a"])).toEqual(["a", "b"]);
  expect(fieldsAmong(["title"])).toEqual([]);
});
