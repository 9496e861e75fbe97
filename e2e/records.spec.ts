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
  for (const column of [0, 4, 5]) expect(heads[column], `head of column ${column}`).toBe(cells[column]);
  await expect(rows.filter({ hasText: /Clover service line|Follow-up line/ }).first()).toBeVisible();
  await expect(rows.filter({ hasText: /热线|专线|售后服务/ })).toHaveCount(0);

  await page.getByRole("row").filter({ hasText: "Answered" }).filter({ hasText: "Saved" }).first().click();
  const summary = page.getByRole("region", { name: "Summary" });
  await expect(summary.getByText("Saved")).toBeVisible();
  await expect(summary.getByText("Summary", { exact: true })).toHaveCount(1);
  const times = page.getByRole("region", { name: "Facts" });
  await expect(times.getByText(/^\d{1,2} [A-Z][a-z]{2,3} \d{4} \d\d:\d\d:\d\d$/).first()).toBeVisible();
});
