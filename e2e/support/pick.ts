import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Chooses an entry of a list that drops down: of the box's own list. Lists that were closed, or are closing, stay in the document with the same
 * entries, and Playwright does not look again for an element that it has found once.
 */
export async function pick(page: Page, box: Locator | string | RegExp, entry: string | RegExp): Promise<void> {
  const list = typeof box === "string" || box instanceof RegExp ? page.getByRole("combobox", { name: box }).first() : box;
  if ((await list.getAttribute("aria-expanded")) !== "true") await list.click();
  await expect(list).toHaveAttribute("aria-controls", /\S/);
  const entries = page.locator(`[id="${await list.getAttribute("aria-controls")}"]`);
  await page
    .locator(".ant-select-dropdown")
    .filter({ has: entries })
    .locator(".ant-select-item-option")
    .filter({ hasText: entry })
    .first()
    .click();
}
