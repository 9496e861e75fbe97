import { type FieldKind, type FieldValue, type TicketField, ticketField } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { readWallTime } from "./dates.ts";
import { namesOf } from "./near.ts";
import { cellReader } from "./read-cell.ts";

const option = (code: string, zh: string, en: string, active = true) => ({ code, name: { zh, en }, active });
const field = (kind: FieldKind, more: Partial<TicketField> = {}): TicketField =>
  ticketField.parse({
    code: "field",
    kind,
    origin: "custom",
    name: { zh: "字段", en: "Field" },
    active: true,
    version: 1,
    indexReady: false,
    ...more,
  });
const person = (value: string, login: string, name: string) => ({
  value,
  label: { zh: name, en: name },
  names: { zh: [name, `${login}@demo.test`], en: [] },
});
const people = namesOf([
  person("id-wang", "agent1", "王客服"),
  person("id-li", "agent2", "李客服"),
  person("id-zhao-1", "agent3", "赵客服"),
  person("id-zhao-2", "agent4", "赵客服"),
]);
const interest = {
  options: [option("high", "意向高", "Interested"), option("low", "没有意向", "Not interested"), option("old", "旧", "Old", false)],
};
const area = {
  options: [
    { ...option("sh", "上海", "Shanghai"), children: [option("pd", "浦东", "Pudong"), option("xh", "徐汇", "Xuhui")] },
    option("other", "其他", "Other"),
  ],
};
type Wrong = { fault: string; proposal?: string | null };

describe("a cell", () => {
  it.each<[TicketField, string, FieldValue | Wrong]>([
    [field("text"), " 你好 ", "你好"],
    [field("text"), "#N/A", { fault: "formula_failed" }],
    [field("text"), "   ", null],
    [field("number"), "１２．５", 12.5],
    [field("number"), "1,234", 1234],
    [field("number"), "1,23", { fault: "wrong_kind" }],
    [field("money"), "¥1,234.5", "1234.50"],
    [field("money"), "12元", "12.00"],
    [field("date"), "2026-12-01", "2026-12-01"],
    [field("date"), "2026/12/1", "2026-12-01"],
    [field("date"), "2026年12月1日", "2026-12-01"],
    [field("date"), "20261201", "2026-12-01"],
    [field("date"), "2026-12-01T00:00:00", "2026-12-01"],
    [field("date"), "2026-02-30", { fault: "not_a_date", proposal: null }],
    [field("date"), "46357", { fault: "not_a_date", proposal: "2026-12-01" }],
    [field("date"), "31/12/2026", { fault: "not_a_date", proposal: "2026-12-31" }],
    [field("date"), "1/12/2026", { fault: "not_a_date", proposal: null }],
    [field("date"), "6/6/2026", { fault: "not_a_date", proposal: "2026-06-06" }],
    [field("select", interest), "high", "high"],
    [field("select", interest), "意向高", "high"],
    [field("select", interest), "ＩＮＴＥＲＥＳＴＥＤ", "high"],
    [field("select", interest), "无意向", { fault: "unknown_option", proposal: null }],
    [field("select", interest), "高意向高", { fault: "unknown_option", proposal: "意向高" }],
    [field("select", interest), "没有意象", { fault: "unknown_option", proposal: "没有意向" }],
    [field("select", interest), "Intrested", { fault: "unknown_option", proposal: "Interested" }],
    [field("select", interest), "旧", { fault: "unknown_option", proposal: null }],
    [field("multi_select", interest), "意向高、low", ["high", "low"]],
    [field("multi_select", interest), "意向高；没有意象", { fault: "unknown_option", proposal: "意向高、没有意向" }],
    [field("cascade", area), "上海/浦东", ["sh", "pd"]],
    [field("cascade", area), "上海 › 徐汇", ["sh", "xh"]],
    [field("cascade", area), "浦东", ["sh", "pd"]],
    [field("cascade", area), "上海", { fault: "unknown_option" }],
    [field("phone"), "138 0013-8000", "+8613800138000"],
    [field("phone"), "１３８００１３８０００", "+8613800138000"],
    [field("phone"), "008613800138000", "+8613800138000"],
    [field("phone"), "1.38E+10", { fault: "rounded", proposal: null }],
    [field("phone"), "1.3800138000E+10", { fault: "rounded", proposal: "13800138000" }],
    [field("phone"), "1055550100", "+861055550100"],
    [field("phone"), "13800138000/13900139000", { fault: "not_a_phone", proposal: "13800138000" }],
    [field("phone"), "1380013800", { fault: "not_a_phone", proposal: null }],
    [field("email"), "Wang@Example.test", "wang@example.test"],
    [field("user"), "agent1@demo.test", "id-wang"],
    [field("user"), "李客服", "id-li"],
    [field("user"), "赵客服", { fault: "unknown_person" }],
    [field("user"), "agent1@demo.tes", { fault: "unknown_person", proposal: "王客服" }],
    [field("switch"), "是", true],
    [field("switch"), "FALSE", false],
    [field("switch"), "也许", { fault: "wrong_kind" }],
    [field("attachment"), "x", { fault: "not_editable" }],
  ])("%#", (of, text, expected) => {
    const read = cellReader(of, people)(text);
    if (expected !== null && typeof expected === "object" && "fault" in expected) expect(read).toMatchObject({ ok: false, ...expected });
    else expect(read).toEqual({ ok: true, value: expected });
  });

  it("holds a moment on the wall, or a day alone", () => {
    const wall = (text: string) => Date.parse(`${text}Z`);
    expect(readWallTime("2026-12-01 09:30", 0)).toBe(wall("2026-12-01T09:30:00"));
    expect(readWallTime("2026-12-01T09:30:15", 0)).toBe(wall("2026-12-01T09:30:15"));
    expect(readWallTime("2026/12/1", 18 * 60)).toBe(wall("2026-12-01T18:00:00"));
    expect(readWallTime("2026-12-01 25:00", 0)).toBeNull();
    expect(readWallTime("明天", 0)).toBeNull();
  });

  it("that takes over a proposal is right", () => {
    for (const [of, text] of [
      [field("select", interest), "没有意象"],
      [field("multi_select", interest), "意向高；没有意象"],
      [field("date"), "31/12/2026"],
      [field("phone"), "13800138000/13900139000"],
      [field("user"), "agent1@demo.tes"],
    ] as const) {
      const read = cellReader(of, people)(text);
      const proposal = !read.ok && read.proposal;
      expect(cellReader(of, people)(proposal || "")).toMatchObject({ ok: true });
      expect(proposal).toBeTruthy();
    }
  });
});
