import { expect, it } from "vitest";
import { bySection, headingIn, NO_SECTION } from "./sections.ts";

const money = { zh: "金额", en: "Money" };
const place = (code: string, section = NO_SECTION) => ({ code, section });

it("gathers fields under their headings, in the order in which these begin", () => {
  const form = [place("title"), place("amount", money), place("note"), place("bank", { ...money })];
  expect(bySection(form).map(({ name, fields }) => [name.en, fields.map(({ code }) => code)])).toEqual([
    ["", ["title", "note"]],
    ["Money", ["amount", "bank"]],
  ]);
});

it("tells headings apart that are alike in one language", () => {
  expect(bySection([place("a", money), place("b", { zh: "金额", en: "Amounts" })])).toHaveLength(2);
});

it("shows a heading in the other language when it is written only there", () => {
  expect([headingIn(money, "en"), headingIn({ zh: "金额", en: "" }, "en"), headingIn({ zh: "", en: "Money" }, "zh")]).toEqual([
    "Money",
    "金额",
    "Money",
  ]);
});
