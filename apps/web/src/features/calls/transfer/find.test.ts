import type { ColleagueTarget, GroupTarget } from "@cloverdesk/contracts";
import { expect, test } from "vitest";
import { findColleagues, findGroups } from "./find.ts";

const colleague = (name: string, spelling: string, employeeNumber: string | null): ColleagueTarget => ({
  person: { id: name, name },
  employeeNumber,
  spelling,
  state: "ready",
  since: null,
  skillGroups: [],
  can: { choose: true, why: null },
});
const people = [colleague("张伟", "zhang wei", "E0102"), colleague("李娜", "li na", null), colleague("Anna Smith", "", "E0203")];
const names = (typed: string) => findColleagues(typed, people).map(({ person }) => person.name);

test("a colleague is found by name, pinyin, initials and employee number, in either case and width", () => {
  expect(names("")).toHaveLength(3);
  expect(names("伟")).toEqual(["张伟"]);
  expect(names("zhang")).toEqual(["张伟"]);
  expect(names("ZW")).toEqual(["张伟"]);
  expect(names("li na")).toEqual(["李娜"]);
  expect(names("smith")).toEqual(["Anna Smith"]);
  expect(names("0203")).toEqual(["Anna Smith"]);
  expect(names("ｚｗ")).toEqual(["张伟"]);
  expect(names("wei")).toEqual(["张伟"]);
  expect(names("hang")).toEqual([]);
});

test("a group is found by both of its names", () => {
  const group = (zh: string, en: string, spelling: string): GroupTarget => ({
    skillGroup: { id: zh, name: { zh, en } },
    spelling,
    ready: 0,
    onDuty: 0,
    waiting: 0,
    can: { choose: false, why: "nobody_on_duty" },
  });
  const groups = [group("售后", "After-sales", "shou hou"), group("订单", "Orders", "ding dan")];
  const found = (typed: string) => findGroups(typed, groups).map(({ skillGroup }) => skillGroup.id);
  expect(found("order")).toEqual(["订单"]);
  expect(found("sh")).toEqual(["售后"]);
  expect(found("订")).toEqual(["订单"]);
});
