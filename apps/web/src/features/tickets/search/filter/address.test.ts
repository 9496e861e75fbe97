import { NEWEST_FIRST } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import type { Search } from "../queries.ts";
import { type Place, readSearch, writeSearch } from "./address.ts";

const view = { filter: { field: "state", op: "any_of", values: ["open"] }, sort: NEWEST_FIRST } satisfies Search;
const changed: Search = {
  text: "退款 & 100%",
  filter: { all: [{ field: "f:amount", op: "at_least", values: [20] }] },
  sort: { by: "dueAt", descending: false },
};
const place = (address: string, state: unknown = null): Place => ({ address: new URLSearchParams(address), state });

it("searches for the words of the address, or as the view says", () => {
  expect(readSearch(place("text=lid"), null)).toEqual({ text: "lid" });
  expect(readSearch(place(""), null)).toEqual({});
  expect(readSearch(place("view=v1"), view)).toEqual(view);
});

it("keeps what was changed, over view and words, also for who only has the address", () => {
  const next = writeSearch(place("view=v1&text=lid"), changed);
  expect(next.address.get("view")).toBe("v1");
  expect(readSearch(next, view)).toEqual(changed);
  expect(readSearch(place(next.address.toString()), view)).toEqual(changed);
  expect(readSearch(writeSearch(next, {}), null)).toEqual({});
});

it("keeps a search that is too long for an address beside it", () => {
  const values = Array.from({ length: 200 }, (_, n) => `一个很长的选项 ${n}`);
  const long: Search = { filter: { field: "f:reason", op: "any_of", values } };
  const next = writeSearch(writeSearch(place("view=v1"), changed), long);
  expect(next.address.toString()).toBe("view=v1");
  expect(readSearch(next, view)).toEqual(long);
});

it("passes over what no search can be", () => {
  for (const spoilt of ["{", "[]x", '{"sort":{"by":"no such"}}', '{"filter":{"field":"x"}}', "null", '{"text":1}'])
    expect(readSearch({ address: new URLSearchParams({ search: spoilt, text: "lid" }), state: { search: spoilt } }, null)).toEqual({
      text: "lid",
    });
});
