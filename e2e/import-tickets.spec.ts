import { readFile } from "node:fs/promises";
import { readXlsx } from "@cloverdesk/testing/xlsx";
import { expect, type Page, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";

const SOURCE = Math.floor(Date.now() / 1_000) % 100_000;
/** A number of the run's own: of those that no other test imports. */
const phone = (n: number): string =>
  `1390${String(SOURCE * 1_000 + n)
    .padStart(7, "0")
    .slice(-7)}`;

/** 500 rows, 23 of them with faults of different kinds. */
function sheet(): string {
  const rows = Array.from({ length: 500 }, (_, n) => {
    if (n < 8) return [`客户${n}`, phone(n), "Urgnt", ""];
    if (n < 13) return [`客户${n}`, "138001", "", ""];
    if (n < 17) return [`客户${n}`, phone(400), "", ""];
    if (n < 20) return ["", phone(n), "", ""];
    if (n < 23) return [`客户${n}`, phone(n), "", "next week"];
    return [`客户${n}`, phone(n), "", ""];
  });
  return ["customer_name,phone,priority,due", ...rows.map((cells) => cells.join(","))].join("\n");
}

const outcome = (page: Page, words: RegExp) => page.getByRole("button", { name: words });
const state = (page: Page) => page.getByRole("status", { name: "State" });

test("operations import 500 rows, repair them, create the tickets and undo the batch", async ({ page }) => {
  // Three stages of up to a minute each on a busy machine.
  test.slow();
  await signIn(page, "ops", "/tickets/all");
  await button(page, "Quick actions").click();
  await button(page, "Import outbound tickets").click();
  await expect(page.getByRole("heading", { name: "Import outbound tickets" })).toBeVisible();
  await page.getByRole("combobox", { name: "Type *" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: "Outbound visit" }).click();
  const [template] = await Promise.all([page.waitForEvent("download"), button(page, "Download template").click()]);
  const [head] = readXlsx(await readFile(await template.path())).sheets[0]!.rows;
  expect(head!.map(({ text }) => text)).toEqual(expect.arrayContaining(["Customer name *", "Phone *", "Order number"]));

  await page.getByRole("combobox", { name: "Duplicates", exact: true }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: "All tickets of the type" }).click();
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "visits.csv", mimeType: "text/csv", buffer: Buffer.from(sheet()) });
  await expect(state(page)).toHaveText("Checked, nothing created yet", { timeout: 60_000 });
  await expect(page.getByText("duplicates: All tickets of the type")).toBeVisible();
  await expect(outcome(page, /^Will be created 477$/)).toBeVisible();
  await expect(outcome(page, /^Has faults 19$/)).toBeVisible();
  await expect(outcome(page, /^Same number as an earlier row 4$/)).toBeVisible();

  // A whole column by its proposals, and one cell by hand.
  await outcome(page, /^Has faults/).click();
  await button(page, "Take all proposals: Priority").click();
  await expect(outcome(page, /^Has faults 11$/)).toBeVisible();
  const cell = page.getByRole("textbox", { name: "Phone, row 10" });
  await cell.fill(phone(900));
  await cell.press("Enter");
  await expect(outcome(page, /^Has faults 10$/)).toBeVisible();
  await page.reload();
  await expect(outcome(page, /^Will be created 486$/)).toBeVisible();

  await button(page, "Create 486 tickets").click();
  await expect(state(page)).toHaveText("Created", { timeout: 60_000 });
  await expect(outcome(page, /^Created 486$/)).toBeVisible();
  await page
    .getByRole("link", { name: /^#\d+$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /客户/ })).toBeVisible();
  await page.goBack();

  // The same file once more: a warning before it is sent.
  await page.getByRole("link", { name: "← Import outbound tickets" }).click();
  await page.getByRole("combobox", { name: "Type *" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: "Outbound visit" }).click();
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "visits.csv", mimeType: "text/csv", buffer: Buffer.from(sheet()) });
  await expect(page.getByRole("alert").filter({ hasText: "has imported the same file already" })).toBeVisible();
  await button(page, "Show that import").click();

  await button(page, "Undo import").click();
  await page.getByRole("tooltip").getByRole("button", { name: "Undo import" }).click();
  await expect(state(page)).toHaveText("Undone", { timeout: 60_000 });
  await expect(outcome(page, /^Undone 486$/)).toBeVisible();
});

test("the same page in Chinese; an agent has no import", async ({ page, browser }) => {
  await signIn(page, "ops", "/tickets/imports");
  await page.goto("/tickets/imports?lang=zh");
  await expect(page.getByRole("heading", { name: "导入外呼工单" })).toBeVisible();
  await expect(button(page, "下载模板")).toBeDisabled();
  const agent = await (await browser.newContext()).newPage();
  await signIn(agent, "agent1", "/workbench");
  await button(agent, "Quick actions").click();
  await expect(button(agent, "New ticket").last()).toBeVisible();
  await expect(button(agent, "Import outbound tickets")).toHaveCount(0);
  await agent.goto("/tickets/imports");
  await expect(agent.getByRole("alert")).toBeVisible();
  await expect(button(agent, "Download template")).toHaveCount(0);
  await agent.context().close();
});
