import { type FilterCondition, type TicketFilter, ticketField, ticketFilter } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { type Built, countOf, fromFilter, kindOf, NOTHING, operatorsOf, toFilter } from "./conditions.ts";

const title: FilterCondition = { field: "title", op: "contains", values: ["lid"] };
const state: FilterCondition = { field: "state", op: "any_of", values: ["open"] };
const unfinished: FilterCondition = { field: "dueAt", op: "between", values: ["2026-01-01T00:00:00.000Z", ""] };
const amount = ticketField.parse({
  code: "amount",
  kind: "money",
  name: { zh: "金额", en: "Amount" },
  active: true,
  version: 1,
  indexReady: false,
  origin: "custom",
});

it("makes the shortest filter, without conditions that are not finished", () => {
  expect(toFilter(NOTHING, [])).toBeUndefined();
  expect(toFilter({ join: "all", groups: [{ join: "any", conditions: [title, unfinished] }] }, [])).toEqual(title);
});

it("goes to the api's form and back", () => {
  const built: Built = {
    join: "any",
    groups: [
      { join: "all", conditions: [title, state] },
      { join: "any", conditions: [state, title] },
    ],
  };
  const filter = toFilter(built, []);
  expect(ticketFilter.safeParse(filter).success).toBe(true);
  expect(fromFilter(filter)).toEqual(built);
  expect(countOf(built)).toBe(4);
});

it("does not take apart what it could not build", () => {
  const not: TicketFilter = { not: title };
  expect(fromFilter(not)).toBeNull();
  expect(fromFilter({ all: [{ any: [{ all: [title] }] }] })).toBeNull();
});

it("offers for each field the comparisons that make sense", () => {
  expect(kindOf("f:amount", [amount])).toBe("number");
  expect(operatorsOf("f:amount", [amount])).toContain("between");
  expect(operatorsOf("state", [])).toEqual(["any_of", "none_of"]);
  expect(operatorsOf("title", [])).toEqual(["contains"]);
  expect(operatorsOf("node", [])).toEqual(["any_of", "none_of"]);
  expect(operatorsOf("customer", [])).toEqual(["filled", "empty"]);
  expect(operatorsOf("f:photos", [{ ...amount, code: "photos", kind: "attachment" as const }])).toEqual(["filled", "empty"]);
});

it("finds a telephone in whatever way it is written", () => {
  const mobile = { ...amount, code: "mobile", kind: "phone" as const };
  const sent = (field: FilterCondition["field"], text: string) =>
    toFilter({ join: "all", groups: [{ join: "all", conditions: [{ field, op: "contains", values: [text] }] }] }, [mobile]);
  expect(sent("phone", "138 0013-8000")).toMatchObject({ values: ["+8613800138000"] });
  expect(sent("f:mobile", "（010）5555 0100")).toMatchObject({ values: ["+861055550100"] });
  expect(sent("phone", " 8000 ")).toMatchObject({ values: ["8000"] });
  expect(sent("title", "138 0013 8000")).toMatchObject({ values: ["138 0013 8000"] });
});
