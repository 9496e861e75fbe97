import { formField } from "@cloverdesk/contracts";
import { expect, test } from "vitest";
import { codesOf, type FormSection, fieldsOf, put, sectionsOf, step, without, withoutSection } from "./template-draft.ts";

const place = (code: string, en: string, more: object = {}) => formField.parse({ code, section: { zh: `${en}（中文）`, en }, ...more });
const form = [place("title", "Basics"), place("phone", "Basics"), place("reason", "Details"), place("amount", "Details")];
const sections = sectionsOf(form);
const shape = (all: readonly FormSection[]) => all.map(({ name, fields }) => `${name.en}: ${fields.map(({ code }) => code).join(" ")}`);

test("a form is taken apart by sections and put together again", () => {
  expect(shape(sections)).toEqual(["Basics: title phone", "Details: reason amount"]);
  expect(fieldsOf(sections)).toEqual(form);
});

test("a field is dropped before another, in its own section, in another, or new", () => {
  expect(shape(put(sections, "title", { section: 0, index: 2 }))).toEqual(["Basics: phone title", "Details: reason amount"]);
  expect(shape(put(sections, "amount", { section: 1, index: 0 }))).toEqual(["Basics: title phone", "Details: amount reason"]);
  expect(shape(put(sections, "amount", { section: 0, index: 1 }))).toEqual(["Basics: title amount phone", "Details: reason"]);
  expect(shape(put(sections, "bank", { section: 1, index: 1 }))).toEqual(["Basics: title phone", "Details: reason bank amount"]);
});

test("steps go through all places of the form and stop at its ends", () => {
  let all = sections;
  const seen: string[] = [];
  for (let i = 0; i < 5; i++) {
    all = step(all, "title", 1);
    seen.push(codesOf(all).join(" "));
  }
  expect(seen).toEqual([
    "phone title reason amount",
    "phone title reason amount",
    "phone reason title amount",
    "phone reason amount title",
    "phone reason amount title",
  ]);
  for (let i = 0; i < 5; i++) all = step(all, "title", -1);
  expect(shape(all)).toEqual(shape(sections));
});

test("a field that goes takes the conditions along that asked for it", () => {
  const hanging = sectionsOf([...form, place("bank", "Details", { visibleWhen: [{ code: "reason", is: "filled" }] })]);
  expect(fieldsOf(without(hanging, "reason")).find(({ code }) => code === "bank")?.visibleWhen).toEqual([]);
});

test("a section that goes leaves its fields to its neighbour", () => {
  expect(shape(withoutSection(sections, 1))).toEqual(["Basics: title phone reason amount"]);
  expect(shape(withoutSection(sections, 0))).toEqual(["Details: title phone reason amount"]);
  expect(shape(withoutSection(sections.slice(0, 1), 0))).toEqual(["Basics: title phone"]);
});
