import { NEWEST_FIRST } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import type { Search } from "../api/queries.ts";
import { readSearch, writeSearch } from "./address.ts";

const view = { filter: { field: "state", op: "any_of", values: ["open"] } as const, sort: NEWEST_FIRST };
const changed: Search = {
  text: "退款 & 100%",
  filter: { all: [{ field: "f:amount", op: "at_least", values: [20] }] },
  sort: { by: "dueAt", descending: false },
};

it("searches for the words of the address, or as the view says", () => {
  expect(readSearch(new URLSearchParams("text=lid"), null)).toEqual({ text: "lid" });
  expect(readSearch(new URLSearchParams(), null)).toEqual({});
  expect(readSearch(new URLSearchParams("view=v1"), { ...view, filter: { ...view.filter, values: ["open"] } })).toEqual(view);
});

it("keeps what was changed, over view and words", () => {
  const address = writeSearch(new URLSearchParams("view=v1&text=lid"), changed);
  expect(address.get("view")).toBe("v1");
  expect(readSearch(new URLSearchParams(address.toString()), { ...view, filter: { ...view.filter, values: ["open"] } })).toEqual(changed);
  expect(readSearch(writeSearch(address, {}), null)).toEqual({});
});

it("passes over what no search can be", () => {
  for (const spoilt of ["{", "[]", '{"sort":{"by":"no such"}}', '{"filter":{"field":"x"}}', "null"])
    expect(readSearch(new URLSearchParams({ search: spoilt, text: "lid" }), null)).toEqual({ text: "lid" });
});
