import { expect, test } from "vitest";
import { found } from "./found.ts";

const groups = [{ key: "tickets" as const, places: [{ key: "fields" as const }, { key: "types" as const }] }];
const words = {
  group: () => "Tickets",
  place: (key: string) => (key === "fields" ? "Fields" : "Types"),
  about: (key: string) => (key === "fields" ? "What is asked for." : "Kinds of work."),
  settings: (key: string) => (key === "fields" ? ["Field code", "Options"] : ["Order of types"]),
};
const keys = (text: string) => found(groups, text, words).flatMap(({ places }) => places.map(({ key }) => key));

test("everything is there while nothing is typed, without hits", () => {
  expect(found(groups, " ", words)[0]!.places).toEqual([
    { key: "fields", hits: [] },
    { key: "types", hits: [] },
  ]);
});

test("a setting's name leads to its page and is shown as the hit", () => {
  expect(found(groups, "opt", words)).toEqual([{ key: "tickets", places: [{ key: "fields", hits: ["Options"] }] }]);
});

test("every word must be held, in any order and any case", () => {
  expect(keys("CODE tickets")).toEqual(["fields"]);
  expect(keys("kinds")).toEqual(["types"]);
  expect(keys("nowhere")).toEqual([]);
});
