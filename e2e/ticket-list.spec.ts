import { expect, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { sql } from "./support/database.ts";
import { pick } from "./support/pick.ts";
import { action, createTicket } from "./support/tickets.ts";

const MANY = 10_000;
/** More than this no screen shows, however long the list is. */
const DRAWN = 80;

/** As many more tickets, copies of the demo's, finished so that nobody's counts change. */
async function manyTickets(): Promise<void> {
  await sql(`
    WITH copied AS (
      INSERT INTO ticket (id, type_id, flow_version, template_id, template_version, title, phone, source, state, node, group_id, creator_id, created_at, changed_at, finished_at)
      SELECT gen_random_uuid(), type_id, flow_version, template_id, template_version, 'One of many ' || n, phone, source, 'finished', 'done', group_id, creator_id,
        created_at, changed_at, changed_at
      FROM generate_series(1, ${MANY}) n JOIN LATERAL (SELECT * FROM ticket OFFSET n % 1000 LIMIT 1) t ON TRUE
      RETURNING id, no, title)
    INSERT INTO ticket_content (ticket_id, no, search) SELECT id, no, lower(no || ' ' || title) FROM copied`);
}

test.beforeAll(manyTickets);
test.afterAll(() => sql("DELETE FROM ticket WHERE title LIKE 'One of many %'"));

test(`${MANY} tickets are scrolled through while only those on the screen are drawn, and worked by keys`, async ({ page }) => {
  await signIn(page, "ops", "/tickets/all");
  const grid = page.getByRole("grid");
  const rows = grid.getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const loaded = () => grid.evaluate((box) => Math.round(box.scrollHeight / 36));
  await grid.hover();
  let most = 0;
  for (let before = await loaded(); before < MANY; before = await loaded()) {
    await page.mouse.wheel(0, 36 * before);
    await page.waitForFunction((rows) => (document.querySelector("[role=grid]")?.scrollHeight ?? 0) > rows * 36 + 1_000, before);
    most = Math.max(most, await rows.count());
  }
  expect(most).toBeLessThan(DRAWN);

  const activeIs = (row: string | RegExp) => expect(grid).toHaveAttribute("aria-activedescendant", row);
  const active = async () => (await grid.getAttribute("aria-activedescendant")) ?? "";
  await grid.focus();
  await page.keyboard.press("Home");
  await activeIs(/^ticket-/);
  const first = await active();
  await page.keyboard.press("j");
  await expect(grid).not.toHaveAttribute("aria-activedescendant", first);
  const second = await active();
  await page.keyboard.press("k");
  await activeIs(first);
  await page.keyboard.press("j");
  await activeIs(second);
  await page.keyboard.press("Space");
  const preview = page.getByRole("complementary", { name: "Preview" });
  await expect(preview.getByRole("heading", { name: /^One of many/ })).toBeVisible();
  await grid.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/tickets/${second.replace("ticket-", "")}`);
});

test("a list of mine is sorted at its heads, worked by keys at once, and flagged with one press; no row moves when some are selected", async ({
  page,
}) => {
  await signIn(page, "agent3");
  for (const title of ["First to do", "Second to do"]) {
    await createTicket(page, { type: "After-sales", title: `${title} ${Date.now()}`, phone: "13800130781" });
    await action(page, "Claim").click();
    await expect(action(page, "Finish")).toBeVisible();
  }
  await page.goto("/tickets/mine/handling");
  const grid = page.getByRole("grid");
  const row = (title: string) => grid.getByRole("row").filter({ hasText: title });
  const head = (name: string) => grid.getByRole("columnheader", { name });
  await expect(head("Due"), "where work waits, what is due first is first").toHaveAttribute("aria-sort", "ascending");
  await expect(head("Handler"), "that is always me").toHaveCount(0);

  await head("Number").getByRole("button").click();
  await expect(head("Number")).toHaveAttribute("aria-sort", "descending");
  await expect(grid.getByRole("row").nth(1)).toContainText("Second to do");
  await head("Number").getByRole("button").click();
  await expect(head("Number")).toHaveAttribute("aria-sort", "ascending");
  await expect(grid.getByRole("row").nth(1)).not.toContainText("Second to do");
  await head("Number").getByRole("button").click();
  await page.goto("/tickets/mine/waiting");
  await page.getByRole("link", { name: /^In my hands/ }).click();
  await expect(head("Number"), "the choice is kept").toHaveAttribute("aria-sort", "descending");

  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const preview = page.getByRole("complementary", { name: "Preview" });
  await expect(preview.getByRole("heading", { name: /^Second to do/ })).toBeVisible();
  const facts = preview.locator("header");
  await expect(facts.getByText("Due", { exact: true })).toBeVisible();
  await expect(facts.getByText("Handler", { exact: true })).toHaveCount(0);
  await page.keyboard.press("Space");
  await expect(preview).toHaveCount(0);

  await row("Second to do")
    .getByRole("button", { name: /^Flag #/ })
    .click();
  await expect(row("Second to do").getByRole("button", { name: /now: Red/ })).toBeVisible();
  await page.keyboard.press("f");
  await expect(row("Second to do").getByRole("button", { name: /now: No flag/ })).toBeVisible();

  const before = await row("First to do").boundingBox();
  await row("Second to do").getByRole("checkbox").check();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Selected tickets" });
  await expect(bar.getByText("2 selected"), "keys go on from the box of a row").toBeVisible();
  await expect(bar.getByRole("button", { name: "Claim" }), "they are mine already").toHaveCount(0);
  await bar.getByRole("button", { name: "Transfer ticket" }).click();
  await expect(bar.getByPlaceholder("What the next person must know")).toBeVisible();
  expect(await row("First to do").boundingBox()).toEqual(before);
  await bar.getByRole("button", { name: "Cancel" }).click();
  await bar.getByRole("button", { name: "Flag" }).click();
  await page.getByRole("menuitem", { name: "Blue" }).click();
  await expect(page.getByText("2 tickets flagged")).toBeVisible();
  await expect(bar, "what is done is deselected").toBeHidden();

  await button(page, "Filter").click();
  await button(page, "Add condition").click();
  await pick(page, "Field", "Title");
  await page.getByRole("textbox", { name: "Value" }).fill("no ticket is called this");
  await button(page, "Apply").click();
  await expect(page.getByText("No tickets found")).toBeVisible();
  await page.reload();
  await expect(button(page, "Filter (1)"), "a list is found as it was left").toBeVisible();
  await button(page, "Filter (1)").click();
  await page.getByRole("form", { name: "Filter" }).getByRole("button", { name: "Clear" }).click();
  await expect(grid).toBeVisible();
});
