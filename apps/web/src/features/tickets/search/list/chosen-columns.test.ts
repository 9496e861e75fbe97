import { expect, it } from "vitest";
import { fieldsAmong, toggled, widthOf, without } from "./chosen-columns.ts";

it("takes a column in where it usually stands, fields after all others", () => {
  expect(toggled(["title", "due", "f:amount"], "node")).toEqual(["title", "due", "node", "f:amount"]);
  expect(toggled(["title"], "f:amount")).toEqual(["title", "f:amount"]);
});

it("takes a column out and leaves the order of the others", () => {
  expect(toggled(["title", "f:b", "f:a"], "title")).toEqual(["f:b", "f:a"]);
});

it("leaves a column out of one list and keeps it for the others", () => {
  let kept = ["title", "handler", "due"];
  const columns = {
    names: kept,
    widths: {},
    dense: false,
    without: [],
    resize() {},
    setDense() {},
    choose: (names: string[]) => (kept = names),
  };
  const list = without(columns, "handler");
  expect(list.names).toEqual(["title", "due"]);
  expect(list.without).toEqual(["handler"]);
  list.choose(toggled(list.names, "node"));
  expect([...kept].sort()).toEqual(["due", "handler", "node", "title"]);
});

it("has a width for every column, also a field's", () => {
  expect(widthOf("f:any", {})).toBeGreaterThan(0);
  expect(widthOf("title", { title: 90 })).toBe(90);
});

it("asks for the fields among the columns, in one order whatever the columns' is", () => {
  expect(fieldsAmong(["title", "f:b", "due", "f:a"])).toEqual(["a", "b"]);
  expect(fieldsAmong(["title"])).toEqual([]);
});
