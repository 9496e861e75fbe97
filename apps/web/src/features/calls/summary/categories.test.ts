import { expect, it } from "vitest";
import { categoryPaths } from "./categories.ts";

const category = (id: string, parentId: string | null, en: string, active = true) => ({ id, parentId, name: { zh: en, en }, active });
const tree = [
  category("1", null, "Refund"),
  category("2", "1", "Logistics"),
  category("3", "1", "Old", false),
  category("4", null, "Praise"),
];

it("offers the leaves with their path and leaves disabled ones out", () => {
  expect(categoryPaths(tree, "en")).toEqual([
    { id: "2", path: "Refund › Logistics" },
    { id: "4", path: "Praise" },
  ]);
});

it("goes on showing a disabled category that is chosen already", () => {
  expect(categoryPaths(tree, "en", "3").map((c) => c.path)).toContain("Refund › Old");
});
