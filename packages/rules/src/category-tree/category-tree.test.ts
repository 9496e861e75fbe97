import type { Category } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { categorySheet, planImport, readCategorySheet } from "./sheet.ts";
import { categoryPaths, depthOf, isBelow, levelsBelow } from "./tree.ts";

const item = (id: string, parentId: string | null, zh: string, en: string, active = true): Category => ({
  id,
  parentId,
  name: { zh, en },
  active,
  version: 1,
});
const tree = [
  item("1", null, "退款", "Refund"),
  item("2", "1", "物流", "Logistics"),
  item("3", "1", "旧类", "Old", false),
  item("4", null, "表扬", "Praise"),
  item("5", null, "停用", "Closed", false),
  item("6", "5", "下级", "Below"),
];

describe("the category tree", () => {
  it("offers the lowest ones in use by their path; nothing below a disabled one", () => {
    expect(categoryPaths(tree, "en")).toEqual([
      { id: "2", path: "Refund › Logistics" },
      { id: "4", path: "Praise" },
    ]);
  });

  it("goes on showing a disabled one that is chosen already", () => {
    expect(categoryPaths(tree, "en", "3").map(({ path }) => path)).toContain("Refund › Old");
  });

  it("knows depths and what lies below what, and survives a circle", () => {
    expect([depthOf(tree, null), depthOf(tree, "1"), depthOf(tree, "2"), levelsBelow(tree, "1")]).toEqual([0, 1, 2, 1]);
    expect(isBelow(tree, tree[1]!, "1")).toBe(true);
    expect(isBelow(tree, tree[3]!, "1")).toBe(false);
    expect(categoryPaths([item("a", "b", "甲", "A"), item("b", "a", "乙", "B")], "en")).toEqual([]);
  });
});

describe("a sheet of categories", () => {
  it("is read as it was written", () => {
    const { rows, faults } = readCategorySheet(categorySheet(tree));
    expect(faults).toEqual([]);
    expect(rows.map(({ zh, active }) => [zh.join("/"), active])).toEqual([
      ["退款", true],
      ["退款/物流", true],
      ["退款/旧类", false],
      ["表扬", true],
      ["停用", false],
      ["停用/下级", true],
    ]);
    expect(planImport(tree, rows, () => "new")).toEqual({ added: [], changed: [], faults: [] });
  });

  it("disarms formulas and keeps quotes, commas and line breaks", () => {
    const sheet = categorySheet([item("1", null, "=1+1", 'Say "hi", you')]);
    expect(sheet).toContain(`'=1+1,"Say ""hi"", you",yes`);
    expect(readCategorySheet(sheet).rows).toMatchObject([{ zh: ["=1+1"], en: ['Say "hi", you'] }]);
  });

  it("tells each line that is wrong", () => {
    const sheet = ["甲", " , Nothing", "甲 > 乙,A", "甲 > > 丙", "甲", "丁,D,maybe", "1>2>3>4>5>6"].join("\n");
    expect(readCategorySheet(sheet).faults.map(({ line, fault }) => [line, fault])).toEqual([
      [2, "no_path"],
      [3, "other_steps"],
      [4, "bad_name"],
      [5, "twice"],
      [6, "bad_state"],
      [7, "too_deep"],
    ]);
  });

  it("adds what is missing on the way, changes what is there, takes nothing away", () => {
    const { rows } = readCategorySheet("退款 > 金额 > 多退\tRefund > Amount > Too much\n退款 > 物流\tRefund > Delivery\tno");
    let n = 0;
    const plan = planImport(tree, rows, () => `new${++n}`);
    expect(plan.added.map(({ id, parentId, name }) => [id, parentId, name.en])).toEqual([
      ["new1", "1", "Amount"],
      ["new2", "new1", "Too much"],
    ]);
    expect(plan.changed).toEqual([{ ...tree[1], name: { zh: "物流", en: "Delivery" }, active: false }]);
  });

  it("refuses an English name that a sibling has", () => {
    expect(planImport(tree, readCategorySheet("夸奖,praise").rows, () => "x").faults).toMatchObject([{ line: 1, fault: "name_taken" }]);
  });
});
