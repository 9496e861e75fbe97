import { ticketField } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { type Names, valueText } from "./text.ts";

const names: Names = { language: "en", yes: "Yes", no: "No", person: (id) => (id === "p" ? "Li Na" : undefined), file: () => "a.pdf" };
const option = (code: string, en: string, children?: object[]) => ({ code, name: { zh: code, en }, active: true, children });
const field = (kind: string, more: object = {}) =>
  ticketField.parse({
    code: "xx",
    kind,
    name: { zh: "x", en: "x" },
    active: true,
    version: 1,
    indexReady: false,
    origin: "custom",
    ...more,
  });

it("names options, people and yes or no", () => {
  const options = [option("a", "Apple"), option("b", "Berry", [option("c", "Cherry")])];
  expect(valueText(field("multi_select", { options }), ["a", "b"], names)).toBe("Apple, Berry");
  expect(valueText(field("cascade", { options }), ["b", "c"], names)).toBe("Berry › Cherry");
  expect(valueText(field("user"), "p", names)).toBe("Li Na");
  expect(valueText(field("switch"), false, names)).toBe("No");
});

it("groups telephone numbers and shows the currency", () => {
  expect(valueText(field("phone"), "+8613800138000", names)).toBe("138 0013 8000");
  expect(valueText(field("money", { limits: { currency: "CNY" } }), "12.50", names)).toBe("12.50 CNY");
});

it("still shows an option that it does not know, and nothing as nothing", () => {
  expect(valueText(field("select"), "gone", names)).toBe("gone");
  expect(valueText(field("text"), null, names)).toBe("");
});
