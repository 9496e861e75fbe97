import { expect, type Page, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { action, createTicket, newestOf, toolbar, track } from "./support/tickets.ts";

/** Text that would run in a page which takes it for its own. */
const EVIL = `<img src=evil onerror="window.ran=1"><script>window.ran=1</script>[a](javascript:window.ran=1)`;
const told = (where: string) => `${where} ${EVIL}`;

/** It is shown as it was written, and nothing of it became part of the page. */
async function expectOnlyText(page: Page, ...places: string[]): Promise<void> {
  for (const place of places) await expect(page.getByText(told(place), { exact: false }).first()).toBeVisible();
  expect(await page.locator("img[src=evil], [onerror], a[href^='javascript:']").count(), "an element made of text").toBe(0);
  expect(await page.evaluate(() => (window as { ran?: number }).ran), "a script made of text").toBeUndefined();
}

test("what people write into a ticket stays text: in lists, page, track, files, toasts and notifications", async ({ page, browser }) => {
  await signIn(page, "agent14");
  const address = await createTicket(page, { type: "Complaint", title: told("title"), phone: "13800130886" });
  await action(page, "Claim").click();
  await expect(button(page, "Transfer ticket")).toBeVisible();

  await button(page, "Edit").click();
  await page.getByRole("textbox", { name: "Description" }).fill(told("description"));
  await button(page, "Save changes").click();
  await page.getByRole("textbox", { name: "Write a comment" }).fill(told("comment"));
  await button(page, "Comment").click();
  await expectOnlyText(page, "title", "description", "comment");

  await action(page, "Transfer ticket").click();
  const panel = page.getByRole("form", { name: "Transfer ticket" });
  const colleague = await (await browser.newContext()).newPage();
  await signIn(colleague, "agent15");
  await panel.getByRole("combobox", { name: "To" }).fill("客服雨桐");
  await page.locator(".ant-select-item-option").filter({ hasText: "客服雨桐" }).first().click();
  await panel.getByRole("textbox").fill(told("note"));
  await panel.getByRole("button", { name: "Confirm" }).click();
  await expect(track(page).getByText(told("note"))).toBeVisible();
  await expectOnlyText(page, "note");

  await button(colleague, /^Notifications, \d+ unread$/).click();
  await expectOnlyText(colleague, "title", "note");
  await colleague.goto(newestOf("handling"));
  await expectOnlyText(colleague, "title");
  await colleague.getByRole("row", { name: /title/ }).first().click();
  await expect(toolbar(colleague)).toBeVisible();
  await expectOnlyText(colleague, "description", "comment", "note");
  await colleague.goto(address);
  await expect(toolbar(colleague)).toBeVisible();
  await expectOnlyText(colleague, "title", "description", "comment", "note");
  await colleague.context().close();
});
