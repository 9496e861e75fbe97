import { expect, type Locator, test } from "@playwright/test";
import { signIn } from "./support/agent.ts";

const lefts = (cells: Locator) =>
  cells.evaluateAll((all) =>
    all.map((cell) => {
      const words = document.createRange();
      words.selectNodeContents(cell);
      return Math.round(words.getBoundingClientRect().left);
    }),
  );

test("the call list in English: heads stand above their columns, and everything that has an English name is called by it", async ({
  page,
}) => {
  await signIn(page, "agent4", "/calls");
  const table = page.getByRole("table").last();
  const rows = table.getByRole("row");
  await expect(rows.nth(2)).toBeVisible();
  // Time, hotline and group are written from the left and never empty.
  const heads = await lefts(page.locator("thead th"));
  const cells = await lefts(rows.nth(2).getByRole("cell"));
  for (const column of [0, 9, 10]) expect(heads[column], `head of column ${column}`).toBe(cells[column]);
  await expect(rows.filter({ hasText: /Clover service line|Follow-up line/ }).first()).toBeVisible();
  await expect(rows.filter({ hasText: /热线|专线|售后服务/ })).toHaveCount(0);

  await page.getByRole("row").filter({ hasText: "Answered" }).filter({ hasText: "Saved" }).first().click();
  const summary = page.getByRole("region", { name: "Summary" });
  await expect(summary.getByText("Saved")).toBeVisible();
  await expect(summary.getByText("Summary", { exact: true })).toHaveCount(1);
  const times = page.getByRole("region", { name: "Facts" });
  await expect(times.getByText(/^\d{1,2} [A-Z][a-z]{2,3} \d{4} \d\d:\d\d:\d\d$/).first()).toBeVisible();
});

test("a lead sees which calls have a recording without scrolling, and today's or the last days' calls by one press", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, "lead", "/calls?tab=all");
  const rows = page.getByRole("table").last().getByRole("row");
  await expect(rows.first()).toBeVisible();
  await expect(page.locator("thead th").filter({ hasText: "Recording" })).toBeInViewport({ ratio: 1 });
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/days=7/);
  await expect(rows.first()).toBeVisible();
  await page.getByRole("button", { name: "Today" }).click();
  await expect(page).toHaveURL(/days=1/);
  await page.getByRole("button", { name: "Today" }).click();
  await expect(page).not.toHaveURL(/days=/);

  await page.goto("/tickets/all?text=x");
  const told = page.getByRole("alert");
  await expect(told).toHaveText("Type at least two characters.");
});
