import { expect, test } from "@playwright/test";
import { signIn } from "./support/agent.ts";
import { sql } from "./support/database.ts";

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
