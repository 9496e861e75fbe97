import { type Callback, ticketEndpoints as e, type Language } from "@cloverdesk/contracts";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { aTicket } from "../ticket.factory.ts";
import { CallbackForm } from "./CallbackForm.tsx";
import { CallbackLists } from "./CallbackLists.tsx";
import { CallbacksSoon } from "./CallbacksSoon.tsx";

const NUMBER = "+8613800138001";
const aCallback = (given: Partial<Callback> = {}): Callback => ({
  id: anId(30),
  version: 3,
  state: "open",
  source: "ticket",
  number: NUMBER,
  dueAt: "2026-01-05T09:00:00.000Z",
  note: "",
  ticket: { id: anId(2), number: 2, title: "" },
  customer: null,
  person: { id: anId(5), name: "" },
  group: null,
  createdAt: "2026-01-05T08:00:00.000Z",
  ...given,
});

beforeEach(() => page.viewport(1280, 800));

async function lists(items: Callback[], language: Language = "en") {
  answer(e.callbacks, ({ query }) => ({ items: query.list === "mine" ? items : [], nextCursor: null }));
  const shown = await show(<CallbackLists />, { language });
  await expect.element(shown.getByRole("heading", { name: language === "en" ? "Callbacks" : "回拨" })).toBeVisible();
  return shown;
}

test("what is due says so; done and cancelled name the version that was seen", async () => {
  await lists([aCallback()]);
  await expect.element(page.getByText(/· due$/)).toBeVisible();
  answer(e.finishCallback, aCallback({ state: "done" }));
  await page.getByRole("button", { name: "Done" }).click();
  await expect.poll(() => asked(e.finishCallback).map(({ params, body }) => [params.callbackId, body.version])).toEqual([[anId(30), 3]]);
});

test("one that changed meanwhile is told, and the list is fetched again", async () => {
  await lists([aCallback()]);
  refuse(e.cancelCallback, "callbacks.changed");
  const before = asked(e.callbacks).length;
  await page.getByRole("button", { name: "Cancel callback" }).click();
  await expect.element(page.getByText(/has just been moved, done or cancelled/)).toBeVisible();
  await expect.poll(() => asked(e.callbacks).length).toBeGreaterThan(before);
});

test("a call is promised at one of the usual times, to a number of the ticket, for the group", async () => {
  const group = { id: anId(7), name: { zh: "外呼一组", en: "Outbound A" } };
  const ticket = aTicket({ id: anId(1), group, numbers: [{ number: NUMBER, of: "ticket", label: null, attempts: 0, last: null }] });
  answer(e.makeCallback, aCallback());
  await show(<CallbackForm ticket={ticket} onDone={() => {}} />);
  const promise = page.getByRole("button", { name: "Promise the call" });
  await expect.element(promise).toBeDisabled();
  await page.getByRole("textbox", { name: "When *" }).click();
  await page.getByText("In 2 hours").click();
  await page.getByRole("radio", { name: "Whoever of the group is free" }).click();
  await expect.element(page.getByText(/goes back to Outbound A/)).toBeVisible();
  await promise.click();
  await expect
    .poll(() => asked(e.makeCallback).map(({ body }) => [body.ticketId, body.number, body.for]))
    .toEqual([[anId(1), NUMBER, "group"]]);
});

for (const language of ["en", "zh"] as const)
  test(`lists of callbacks speak one language: ${language}`, async () => {
    const { unmount } = await lists([aCallback()], language);
    await expect.element(page.getByRole("table")).toBeVisible();
    expectOneLanguage();
    await unmount();
    await lists([], language);
    await page.getByText(language === "en" ? "My groups" : "技能组的").click();
    expectOneLanguage();
  });

test.each([
  ["en" as const, "Callbacks", "due", "Next task"],
  ["zh" as const, "回拨", "时间已到", "下一条任务"],
])(
  "the next of them stand where an agent looks between calls; one that is due leads to the next task (%s)",
  async (language, label, due, next) => {
    const customer = { id: anId(8), name: "Ada Example", level: null, tags: [] };
    const later = aCallback({ id: anId(31), dueAt: "2099-01-05T09:00:00.000Z", ticket: { id: anId(3), number: 3, title: "Recall" } });
    answer(e.callbacks, { items: [aCallback({ customer }), later], nextCursor: null });
    await show(<CallbacksSoon />, { language });
    const region = page.getByRole("region", { name: label });
    await expect.element(region.getByText("Ada Example")).toBeVisible();
    await expect.element(region.getByText(new RegExp(`· ${due}$`))).toBeVisible();
    await expect.element(region.getByRole("link", { name: "#3 Recall" })).toHaveAttribute("href", `/tickets/${anId(3)}`);
    await expect.element(region.getByRole("link", { name: next })).toHaveAttribute("href", "/tickets/next");
  },
);

test("nothing stands there while there is none", async () => {
  answer(e.callbacks, { items: [], nextCursor: null });
  const { container } = await show(<CallbacksSoon />);
  await expect.poll(() => asked(e.callbacks).length).toBe(1);
  expect(container.querySelector("section")).toBeNull();
});
