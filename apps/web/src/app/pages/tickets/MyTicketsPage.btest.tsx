import { type Language, type TicketListItem, ticketEndpoints, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked, refuse } from "../../../../test/api.ts";
import { anId } from "../../../../test/ids.ts";
import { expectOneLanguage } from "../../../../test/one-language.ts";
import { show } from "../../../../test/show.tsx";
import { aRow } from "../../../features/tickets/ticket.factory.ts";
import { Component as MyTicketsPage } from "./MyTicketsPage.tsx";

beforeEach(() => page.viewport(1440, 900));

const TITLES = ["11", "12", "13"];
const ROWS = TITLES.map((title, i) =>
  aRow({ id: anId(i + 1), number: i + 1, title, type: { id: anId(90), name: { zh: "投诉", en: "Complaint" } } }),
);

async function list(rows: TicketListItem[] = ROWS, { language = "en" as Language, name = "handling" } = {}) {
  answer(ticketEndpoints.mine, { items: rows, nextCursor: null });
  answer(ticketEndpoints.search, { items: rows, nextCursor: null });
  answer(ticketSetupEndpoints.setup, { fields: [], types: [], templates: [], nodes: [], groups: [], people: [] });
  const inFrame = (
    <div style={{ height: "100vh", display: "grid" }}>
      <MyTicketsPage />
    </div>
  );
  const shown = await show(inFrame, { language, path: "/tickets/mine/:list", at: `/tickets/mine/${name}` });
  const grid = page.getByRole("grid");
  await expect.element(rows.length ? grid : page.getByRole("heading").first()).toBeVisible();
  return {
    ...shown,
    due: grid.getByRole("columnheader", { name: "Due" }),
    row: (title: string) => grid.getByRole("row").filter({ hasText: title }),
  };
}
const lastSearch = () => asked(ticketEndpoints.search).at(-1)?.body;

test("what is due first comes first; the head of a column turns the order", async () => {
  const { due } = await list();
  await expect.poll(lastSearch).toMatchObject({ list: "handling", sort: { by: "dueAt", descending: false } });
  await expect.element(due).toHaveAttribute("aria-sort", "ascending");
  await due.getByRole("button").click();
  await expect.poll(lastSearch).toMatchObject({ sort: { by: "dueAt", descending: true } });
  await expect.element(due).toHaveAttribute("aria-sort", "descending");
});

test("how a list was left is how it is found again", async () => {
  const { due, unmount } = await list();
  await due.getByRole("button").click();
  await expect.element(due).toHaveAttribute("aria-sort", "descending");
  await unmount();
  await list();
  await expect.element(due).toHaveAttribute("aria-sort", "descending");
});

test("j, k and space work at once, without a click into the list", async () => {
  const { row } = await list();
  refuse(ticketEndpoints.get, "tickets.not_found");
  await userEvent.keyboard("j");
  await expect.element(row("11")).toHaveAttribute("data-active", "true");
  await userEvent.keyboard("jk");
  await expect.element(row("11")).toHaveAttribute("data-active", "true");
  await userEvent.keyboard(" ");
  await expect.element(page.getByRole("complementary", { name: "Preview" })).toBeVisible();
});

test("keys go to whoever types, not to the list", async () => {
  const { row } = await list();
  await page.getByRole("button", { name: "Filter" }).first().click();
  await userEvent.keyboard("{Tab}j");
  await expect.element(row("11")).not.toHaveAttribute("data-active", "true");
});

test("one press flags a row, and one takes the flag away", async () => {
  const { row } = await list([
    aRow({ ...ROWS[0] }),
    aRow({ ...ROWS[1], mark: { flag: "red", remindAt: null, remindText: "" } as TicketListItem["mark"] }),
  ]);
  answer(ticketEndpoints.mark, ({ body }) => ({ flag: body.flag, remindAt: null, remindText: "" }) as never);
  await row("11")
    .getByRole("button", { name: /^Flag #1/ })
    .click();
  await row("12")
    .getByRole("button", { name: /^Flag #2/ })
    .click();
  await expect
    .poll(() => asked(ticketEndpoints.mark).map(({ params, body }) => [params.ticketId, body.flag]))
    .toEqual([
      [anId(1), expect.stringMatching(/.+/)],
      [anId(2), null],
    ]);
});

test("no row moves when the bulk bar opens", async () => {
  const { row } = await list();
  const before = row("13").element().getBoundingClientRect().top;
  await row("11").getByRole("checkbox").click();
  await expect.element(page.getByRole("region", { name: "Selected tickets" })).toBeVisible();
  expect(row("13").element().getBoundingClientRect().top).toBe(before);
});

test("a ticket can be claimed without scrolling, however far the columns reach", async () => {
  await page.viewport(1000, 700);
  const { row } = await list(ROWS, { name: "waiting" });
  const claim = row("11").getByRole("button", { name: "Claim" });
  await expect.element(claim).toBeInViewport({ ratio: 1 });
  const beyond = row("11").element().getBoundingClientRect().right;
  expect(beyond, "the columns reach beyond the window").toBeGreaterThan(1000);
});

test("tickets that are mine already are not offered to be claimed", async () => {
  const { row } = await list();
  await row("11").getByRole("checkbox").click();
  const bar = page.getByRole("region", { name: "Selected tickets" });
  await expect.element(bar.getByRole("button", { name: "Transfer" })).toBeVisible();
  expect(bar.getByRole("button", { name: "Claim" }).query()).toBeNull();
});

for (const language of ["en", "zh"] as const)
  test(`a list, its filter and an empty one speak one language: ${language}`, async () => {
    const { unmount } = await list(ROWS, { language });
    expectOneLanguage();
    await page
      .getByRole("button", { name: language === "en" ? "Filter" : "筛选" })
      .first()
      .click();
    await expect.element(page.getByRole("dialog").or(page.getByRole("tooltip")).first()).toBeVisible();
    expectOneLanguage();
    await unmount();
    await list([], { language, name: "marked" });
    expectOneLanguage();
  });
