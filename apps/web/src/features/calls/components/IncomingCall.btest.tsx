import { type Contact, callEndpoints, type Language, type Summary } from "@cloverdesk/contracts";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { aConsultation, aContact, aPart, aWorkbench } from "../contact.factory.ts";
import { IncomingHost } from "./IncomingHost.tsx";

const ringing = (given: Partial<Contact> = {}) =>
  aContact({
    state: "ringing",
    ringingAt: "2026-01-05T08:00:20.000Z",
    queuedAt: "2026-01-05T08:00:05.000Z",
    part: aPart({ state: "ringing", ringEndsAt: "2099-01-05T08:00:40.000Z" }),
    can: { ...aContact().can, answer: true },
    ...given,
  });

const onAnswered = vi.fn();
const onTakeOver = vi.fn();
beforeEach(() => {
  onAnswered.mockClear();
  onTakeOver.mockClear();
});

async function card(contact: Contact, { language = "en", ownsAudio = true }: { language?: Language; ownsAudio?: boolean } = {}) {
  answer(callEndpoints.workbench, aWorkbench(contact));
  await show(<IncomingHost ownsAudio={ownsAudio} autoAnswerMs={null} onTakeOver={onTakeOver} onAnswered={onAnswered} />, { language });
  const dialog = page.getByRole("dialog");
  await expect.element(dialog).toBeVisible();
  return dialog;
}

test("says who calls, by which way, and how long they waited", async () => {
  const customer = { id: anId(1), name: "Ada Example", level: "VIP", tags: [] };
  const hotline = { number: "+861055550100", name: { zh: "售后热线", en: "After-sales" } };
  const ivrPath = [{ nodeId: "menu", kind: "menu", title: { zh: "主菜单", en: "Main menu" }, at: "2026-01-05T08:00:01.000Z", input: "2" }];
  const dialog = await card(ringing({ customer, hotline, ivrPath }));
  for (const text of ["138 0013 8000", "Ada Example", "VIP", "After-sales", "Main menu 2", "00:15"])
    await expect.element(dialog).toHaveTextContent(text);
});

for (const language of ["en", "zh"] as const)
  test(`an unknown caller is told as one, in one language: ${language}`, async () => {
    const dialog = await card(ringing({ number: "", numberFull: null }), { language });
    await expect.element(dialog).toHaveTextContent(language === "en" ? "Unknown customer" : "未知客户");
    expectOneLanguage();
  });

test("a click and the key answer once", async () => {
  const dialog = await card(ringing());
  let talk = () => {};
  answer(callEndpoints.answer, () => new Promise((resolve) => (talk = () => resolve(aContact({ version: 2 })))));
  await dialog.getByRole("button", { name: "Answer" }).click();
  await expect.element(dialog.getByRole("button", { name: "Answer" })).toBeDisabled();
  await userEvent.keyboard("{Alt>}a{/Alt}");
  talk();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(asked(callEndpoints.answer)).toHaveLength(1);
  expect(onAnswered).toHaveBeenCalledOnce();
});

test("an answer that is refused is told, and can be tried again", async () => {
  const dialog = await card(ringing(), { language: "zh" });
  refuse(callEndpoints.answer, "calls.answered_elsewhere");
  await dialog.getByRole("button", { name: "接听" }).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  await expect.element(dialog.getByRole("button", { name: "接听" })).toBeEnabled();
  expect(onAnswered).not.toHaveBeenCalled();
});

test("a tab without the sound does not answer: it takes the sound first", async () => {
  const dialog = await card(ringing(), { ownsAudio: false });
  await userEvent.keyboard("{Alt>}a{/Alt}");
  await expect.element(dialog.getByRole("button", { name: "Answer", exact: true })).not.toBeInTheDocument();
  await dialog.getByRole("button", { name: /Take over here/ }).click();
  expect(onTakeOver).toHaveBeenCalledOnce();
  expect(asked(callEndpoints.answer)).toEqual([]);
});

test("there is no way to refuse a call", async () => {
  const dialog = await card(ringing());
  const names = dialog
    .getByRole("button")
    .elements()
    .map((button) => button.textContent?.trim() || button.getAttribute("aria-label"));
  expect(names.filter((name) => name !== "Float above other windows")).toEqual(["Answer"]);
});

for (const language of ["en", "zh"] as const)
  test(`a colleague's question says who asks, about whom, with note and summary so far: ${language}`, async () => {
    const name = language === "en" ? "Siyuan" : "思远";
    const summary: Summary = {
      callId: aContact().id,
      partId: anId(7),
      version: 1,
      state: "draft",
      fields: { categoryId: null, issue: "3 × 50", solution: "", result: null, custom: {} },
      updatedAt: null,
      savedAt: null,
      by: { id: anId(8), name },
      earlier: [],
    };
    answer(callEndpoints.givenSummaries, { items: [summary] });
    const dialog = await card(
      ringing({
        consultations: [aConsultation({ state: "ringing", note: "2 × 399", asker: { id: anId(8), name } })],
        part: aPart({ state: "ringing", role: "consulted", began: "consulted", ringEndsAt: "2099-01-05T08:00:40.000Z" }),
      }),
      { language },
    );
    const asks = language === "en" ? "Siyuan asks for your advice" : "思远 向你咨询";
    for (const text of [asks, "138 0013 8000", "2 × 399", "3 × 50"]) await expect.element(dialog).toHaveTextContent(text);
    await expect.element(dialog.getByRole("button", { name: language === "en" ? "Answer" : "接听", exact: true })).toBeEnabled();
    expectOneLanguage();
  });
