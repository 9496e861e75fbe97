import { callEndpoints, categoryEndpoints, type Summary } from "@cloverdesk/contracts";
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup } from "vitest-browser-react/pure";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { show } from "../../../../test/show.tsx";
import { aContact } from "../contact.factory.ts";
import { SummaryForm } from "./SummaryForm.tsx";

const CONTACT = aContact();
const aSummary = (given: Partial<Summary> = {}): Summary => ({
  callId: CONTACT.id,
  partId: CONTACT.part.id,
  version: 1,
  state: "draft",
  fields: { categoryId: null, issue: "", solution: "", result: null, custom: {} },
  updatedAt: null,
  savedAt: null,
  by: null,
  earlier: [],
  ...given,
});

const onSaved = vi.fn();
async function form(summary = aSummary()) {
  onSaved.mockClear();
  answer(callEndpoints.summary, summary);
  answer(categoryEndpoints.list, { items: [] });
  await show(<SummaryForm contact={CONTACT} onSaved={onSaved} />);
  return page.getByRole("form", { name: "Summary" });
}
const issue = () => page.getByRole("textbox", { name: "Issue" });
const keepsDrafts = () =>
  answer(callEndpoints.draftSummary, ({ body }) =>
    aSummary({ version: body.version + 1, fields: body.fields, updatedAt: "2026-01-05T08:01:00.000Z" }),
  );

test("a draft saves itself while somebody types", async () => {
  const shown = await form();
  keepsDrafts();
  await issue().fill("Lid does not close");
  await expect.poll(() => asked(callEndpoints.draftSummary).at(-1)?.body.fields.issue).toBe("Lid does not close");
  await expect.element(shown).toHaveTextContent(/Draft saved/);
  expect(asked(callEndpoints.saveSummary)).toEqual([]);
});

test("a draft that cannot be saved says so, keeps the text, and is sent again", async () => {
  const shown = await form();
  refuse(callEndpoints.draftSummary, "server.unavailable");
  await issue().fill("Lid does not close");
  await expect.element(shown).toHaveTextContent("Not saved yet, trying again. Your text is kept on this computer.");
  keepsDrafts();
  await expect.element(shown).toHaveTextContent(/Draft saved/);
  await expect.element(issue()).toHaveValue("Lid does not close");
});

test("an empty summary is not sent: it says what is missing, where it is written", async () => {
  const shown = await form();
  await shown.getByRole("button", { name: "Save summary" }).click();
  await expect.element(shown.getByRole("alert")).toHaveTextContent("Write the issue or choose a category, then save.");
  await expect.element(issue()).toHaveFocus();
  expect(asked(callEndpoints.saveSummary)).toEqual([]);
});

test("Ctrl+Enter saves it, once", async () => {
  await form();
  keepsDrafts();
  answer(callEndpoints.saveSummary, ({ body }) =>
    aSummary({ version: body.version + 1, state: "saved", fields: body.fields, savedAt: "2026-01-05T08:02:00.000Z" }),
  );
  await issue().fill("Lid does not close");
  await userEvent.keyboard("{Control>}{Enter}{Enter}{/Control}");
  await expect.poll(() => onSaved.mock.calls.length).toBe(1);
  await expect.element(page.getByText(/Summary saved at/)).toBeVisible();
  await expect.element(page.getByText("Lid does not close")).toBeVisible();
  expect(asked(callEndpoints.saveSummary)).toHaveLength(1);
});

test("another tab saved first: theirs is shown, mine is offered, nothing is lost", async () => {
  const shown = await form();
  const theirs = aSummary({ version: 5, fields: { ...aSummary().fields, issue: "Theirs" } });
  refuse(callEndpoints.draftSummary, "summary.conflict");
  answer(callEndpoints.summary, theirs);
  await issue().fill("Mine");
  await expect.element(shown.getByRole("alert").first()).toHaveTextContent("The summary was changed in another tab.");
  await expect.element(issue()).toHaveValue("Theirs");
  keepsDrafts();
  await shown.getByRole("button", { name: "Use my text" }).click();
  await expect.element(issue()).toHaveValue("Mine");
  await expect.poll(() => asked(callEndpoints.draftSummary).at(-1)?.body).toMatchObject({ version: 5, fields: { issue: "Mine" } });
});

const SAVED = aSummary({
  state: "saved",
  savedAt: "2026-01-05T08:01:00.000Z",
  fields: { categoryId: null, issue: "Lid broken", solution: "", result: "resolved", custom: {} },
});

test("a saved summary is read; a correction is saved when it is asked for, over what was saved", async () => {
  const shown = await form(SAVED);
  await expect.element(shown).toHaveTextContent("Lid broken");
  await expect.element(issue()).not.toBeInTheDocument();
  await shown.getByRole("button", { name: "Correct" }).click();
  await issue().fill("Cup broken");
  await expect.element(shown).toHaveTextContent("You are correcting a saved summary.");
  answer(callEndpoints.saveSummary, ({ body }) =>
    aSummary({
      ...SAVED,
      version: 2,
      fields: body.fields,
      earlier: [{ version: 1, fields: SAVED.fields, savedAt: "2026-01-05T08:01:00.000Z", by: null }],
    }),
  );
  await shown.getByRole("button", { name: "Save correction" }).click();
  await shown.getByText("Corrected once").click();
  await expect.element(shown.getByRole("list", { name: "What it said before" })).toHaveTextContent("Lid broken");
  expect(asked(callEndpoints.saveSummary).map(({ body }) => [body.version, body.fields.issue])).toEqual([[1, "Cup broken"]]);
  expect(asked(callEndpoints.draftSummary), "what is typed over a saved summary is no draft").toEqual([]);
});

test("a correction that was not saved is still there when the form is opened again, until it is given up", async () => {
  const first = await form(SAVED);
  await first.getByRole("button", { name: "Correct" }).click();
  await issue().fill("Cup broken");
  await cleanup();
  const again = await form(SAVED);
  await expect.element(issue()).toHaveValue("Cup broken");
  await again.getByRole("button", { name: "Cancel" }).click();
  await expect.element(issue()).not.toBeInTheDocument();
  await expect.element(again).toHaveTextContent("Lid broken");
});

test("a summary of somebody who may not write it has nothing to correct", async () => {
  answer(callEndpoints.summary, SAVED);
  answer(categoryEndpoints.list, { items: [] });
  await show(<SummaryForm contact={{ ...CONTACT, can: { summarize: false } }} />);
  await expect.element(page.getByRole("form", { name: "Summary" })).toHaveTextContent("Lid broken");
  await expect.element(page.getByRole("button", { name: "Correct" })).not.toBeInTheDocument();
});
