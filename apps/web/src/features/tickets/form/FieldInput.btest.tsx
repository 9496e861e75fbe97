import { FIELD_KINDS, type FieldKind, type FieldValue, type TicketField, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { FieldInput } from "./FieldInput.tsx";

const aField = (kind: FieldKind, given: Partial<TicketField> = {}): TicketField => ({
  code: "field",
  kind,
  origin: "custom",
  name: { zh: "字段", en: "Field" },
  hint: null,
  options: [],
  limits: {},
  indexed: false,
  active: true,
  version: 1,
  indexReady: false,
  ...given,
});
const OPTIONS = [
  { code: "a", name: { zh: "甲", en: "First" }, active: true, children: [{ code: "b", name: { zh: "乙", en: "Second" }, active: true }] },
];
/** A value of each kind, so that what takes it away is shown too. */
const VALUES: Partial<Record<FieldKind, FieldValue>> = {
  date: "2026-11-30",
  select: "a",
  multi_select: ["a"],
  cascade: ["a", "b"],
  attachment: [anId(1)],
  number: 1,
  money: "1.00",
};

const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
function InForm({ field, first }: { field: TicketField; first: FieldValue }) {
  const [value, setValue] = useState(first);
  return (
    <form onSubmit={onSubmit}>
      <label htmlFor="control">{field.name[document.documentElement.lang === "en" ? "en" : "zh"]}</label>
      <FieldInput field={field} value={value} onChange={setValue} control={{ id: "control" }} />
      <output hidden>{JSON.stringify(value ?? "")}</output>
      <button type="submit" hidden />
    </form>
  );
}
async function input(field: TicketField, { language = "en" as "en" | "zh", value = null as FieldValue } = {}) {
  onSubmit.mockClear();
  answer(ticketSetupEndpoints.setup, { fields: [], types: [], templates: [], nodes: [], groups: [], people: [] });
  await show(<InForm field={field} first={value} />, { language });
  const control = page.elementLocator(document.getElementById("control") as HTMLElement);
  return { control, value: () => JSON.parse(document.querySelector("output")?.textContent ?? "null") as FieldValue };
}

test("Enter in a date picker takes the date and does not submit the form", async () => {
  const { control, value } = await input(aField("date"));
  await control.click();
  await userEvent.keyboard("2026-11-30{Enter}");
  await expect.poll(value).toBe("2026-11-30");
  expect(onSubmit).not.toHaveBeenCalled();
});

test("Enter in a text submits it", async () => {
  const { control } = await input(aField("text"));
  await control.click();
  await userEvent.keyboard("a{Enter}");
  await expect.poll(() => onSubmit.mock.calls.length).toBe(1);
});

test("a calendar has the names of its language", async () => {
  const { control } = await input(aField("date"), { language: "zh", value: "2026-11-30" });
  await control.click();
  await expect.element(page.getByRole("button", { name: "11月" })).toBeVisible();
  await expect.element(page.getByText("一", { exact: true })).toBeVisible();
  expectOneLanguage();
});

for (const language of ["en", "zh"] as const)
  for (const kind of Object.keys(FIELD_KINDS) as FieldKind[])
    test(`${kind} speaks one language, filled in, empty and open: ${language}`, async () => {
      const options = { options: OPTIONS };
      const { control } = await input(aField(kind, options), { language, value: VALUES[kind] ?? null });
      expectOneLanguage();
      if (kind !== "attachment" && kind !== "switch") await control.click();
      expectOneLanguage();
      await show(<InForm field={aField(kind)} first={null} />, { language });
      const empty = [...document.querySelectorAll<HTMLElement>("#control")].at(-1) as HTMLElement;
      if (kind !== "attachment" && kind !== "switch") await page.elementLocator(empty).click({ force: true });
      expectOneLanguage();
    });
