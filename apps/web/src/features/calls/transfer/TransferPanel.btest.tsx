import { type ColleagueTarget, callEndpoints, type Language } from "@cloverdesk/contracts";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { aContact, aPart } from "../contact.factory.ts";
import { useTransferPanel } from "./panel.ts";
import { TransferPanel } from "./TransferPanel.tsx";

function aColleague(n: number, name: string, spelling: string, given: Partial<ColleagueTarget> = {}): ColleagueTarget {
  return {
    person: { id: anId(n), name },
    employeeNumber: `100${n}`,
    spelling,
    state: "ready",
    since: "2026-01-05T08:00:00.000Z",
    skillGroups: [],
    can: { choose: true, why: null },
    ...given,
  };
}
const SIYUAN = aColleague(1, "客服思远", "ke fu si yuan");
const YUTONG = aColleague(2, "客服雨桐", "ke fu yu tong");
const BUSY = aColleague(3, "客服文杰", "ke fu wen jie", { state: "on_call", can: { choose: false, why: "on_call" } });

// The page is that of all files: a panel that stays open would be in the way of the next one.
afterEach(() => useTransferPanel.setState({ callId: null }));

async function panel(colleagues: ColleagueTarget[], language: Language = "en") {
  answer(callEndpoints.transferTargets, { colleagues, groups: [], outside: { can: { choose: false, why: "not_permitted" } } });
  const contact = aContact();
  useTransferPanel.setState({ callId: contact.id });
  await show(<TransferPanel contact={contact} shape="strip" />, { language });
  const search = page.getByRole("textbox").first();
  await expect.element(search).toHaveFocus();
  return { search, person: (name: string) => page.getByRole("radio", { name: new RegExp(name) }) };
}
const transferred = () => asked(callEndpoints.transfer).map(({ body }) => body);
const accept = () =>
  answer(callEndpoints.transfer, aContact({ version: 2, state: "ended", part: aPart({ state: "ended", outcome: "transferred" }) }));

for (const [what, typed] of [
  ["pinyin", "siyuan"],
  ["initials", "sy"],
  ["the employee number", "1001"],
  ["a part of the name", "思远"],
] as const)
  test(`somebody is found by ${what}`, async () => {
    const { search, person } = await panel([SIYUAN, YUTONG]);
    await expect.element(person("雨桐")).toBeVisible();
    await search.fill(typed);
    await expect.element(person("雨桐")).not.toBeInTheDocument();
    await expect.element(person("思远")).toBeVisible();
  });

test("a call is transferred by keys alone: find, choose, write, send", async () => {
  const { person } = await panel([SIYUAN, YUTONG]);
  accept();
  await expect.element(person("雨桐")).toBeVisible();
  await userEvent.keyboard("yutong{ArrowDown}");
  await expect.element(person("雨桐")).toBeChecked();
  await userEvent.keyboard("{Enter}Promised a call back");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(transferred).toEqual([{ to: { kind: "person", personId: YUTONG.person.id }, note: "Promised a call back" }]);
  await expect.poll(() => useTransferPanel.getState().callId).toBeNull();
});

test("who is on a call cannot be chosen, and it says so", async () => {
  const { person } = await panel([BUSY], "zh");
  await expect.element(person("文杰")).toBeDisabled();
  await userEvent.keyboard("{ArrowDown}");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(page.getByRole("button", { name: "立即转接" })).toBeDisabled();
  expect(transferred()).toEqual([]);
  expectOneLanguage();
});

test("who may not call out is told so when they type a number; their caller numbers, which the api would refuse, are not asked for", async () => {
  const { search } = await panel([SIYUAN]);
  await search.fill("138 0013 8000");
  await expect.element(page.getByText("You may not call out, so you cannot transfer to an outside number.")).toBeVisible();
  await expect.element(page.getByRole("radio")).not.toBeInTheDocument();
});

test("who finds nobody is told what to do", async () => {
  const { search } = await panel([SIYUAN]);
  await search.fill("nobody of this name");
  await expect.element(page.getByText("Nobody found")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Transfer now" })).toBeDisabled();
});

test("an Enter that ends the spelling of an input method chooses nobody", async () => {
  const { search, person } = await panel([SIYUAN, YUTONG]);
  await expect.element(person("思远")).toBeVisible();
  const composed = new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true });
  search.element().dispatchEvent(composed);
  await userEvent.keyboard("s");
  await expect.element(search).toHaveValue("s");
  await expect.element(person("思远")).not.toBeChecked();
});

test("when somebody else took the colleague, what was written stays", async () => {
  const { person } = await panel([SIYUAN]);
  refuse(callEndpoints.transfer, "calls.target_unavailable");
  await person("思远").click();
  const note = page.getByRole("textbox", { name: "Note for the receiver" });
  await note.fill("Wants a refund");
  await page.getByRole("button", { name: "Transfer now" }).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  await expect.element(note).toHaveValue("Wants a refund");
});

test("a colleague can be asked first, with the note; nobody is asked before one is chosen", async () => {
  const { person } = await panel([SIYUAN]);
  const ask = page.getByRole("button", { name: "Consult" });
  await expect.element(ask).not.toBeInTheDocument();
  await person("思远").click();
  await page.getByRole("textbox", { name: "Note for the receiver" }).fill("refund of two orders");
  answer(callEndpoints.consult, aContact({ version: 2, state: "held" }));
  await ask.click();
  await expect
    .poll(() => asked(callEndpoints.consult).map(({ body }) => body))
    .toEqual([{ to: { kind: "person", personId: SIYUAN.person.id }, note: "refund of two orders" }]);
  await expect.poll(() => useTransferPanel.getState()).toMatchObject({ callId: null, note: { text: "" } });
  expect(transferred()).toEqual([]);
});

test("a colleague who became busy is told, and the panel stays with the note", async () => {
  const { person } = await panel([SIYUAN], "zh");
  await person("思远").click();
  await page.getByRole("textbox", { name: "转接备注" }).fill("退两笔");
  refuse(callEndpoints.consult, "calls.target_unavailable");
  await page.getByRole("button", { name: "咨询" }).click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  await expect.element(page.getByRole("textbox", { name: "转接备注" })).toHaveValue("退两笔");
  expectOneLanguage();
});
