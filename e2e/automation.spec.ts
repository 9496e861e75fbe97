import { expect, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { barriers } from "./support/axe.ts";
import { sql } from "./support/database.ts";
import { pick } from "./support/pick.ts";
import { createTicket, track } from "./support/tickets.ts";

test("operations write an automatic task, try it on a ticket, start it, and read in its log why it acted", async ({ page, browser }) => {
  const title = `Rule ${Date.now()}`;
  await signIn(page, "ops", "/settings/tickets/automation");
  await button(page, "New automatic task").first().click();
  await page.getByLabel("Name *").fill(title);
  await button(page, "Add condition").click();
  await pick(page, page.getByRole("combobox", { name: "Field", exact: true }), "Title");
  await page.getByRole("textbox", { name: "Value" }).fill(title);
  await pick(page, page.getByRole("combobox", { name: "Add a step" }), "Set a field");
  await pick(page, page.getByRole("combobox", { name: "Add a step" }), "Comment");
  await page.getByRole("group", { name: "Step 2" }).getByLabel("Text").fill("Looked at by itself");
  await button(page, "Save").click();
  await expect(page.getByRole("tab", { name: "Log" })).toBeVisible();

  const agent = await (await browser.newContext()).newPage();
  await signIn(agent, "agent1");
  const before = await createTicket(agent, { type: "Complaint", title, phone: "13800130777" });
  const [ticket] = await sql<{ no: string }>("SELECT no::text FROM ticket WHERE title = $1", [title]);
  await page.getByRole("tab", { name: "Try it" }).click();
  await page.getByLabel("Ticket number").fill(ticket!.no);
  await button(page, "Try it").click();
  await expect(page.getByText("it would act")).toBeVisible();
  await button(page, "Look back").click();
  await expect(page.getByText(/It would have acted 1 times/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(dialog.getByText("Running")).toBeVisible();
  const after = await createTicket(agent, { type: "Complaint", title, phone: "13800130778" });
  expect(after).not.toBe(before);
  await expect(track(agent).getByText("Looked at by itself")).toBeVisible({ timeout: 20_000 });
  await expect(track(agent).getByText(`Automatic task “${title}” commented`)).toBeVisible();
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(page.getByText(`the ticket had ${title}`).first()).toBeVisible();

  await button(page, "Remove task").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove task" }).click();
  await expect(page.getByRole("button", { name: title })).toHaveCount(0);

  const lead = await (await browser.newContext()).newPage();
  await signIn(lead, "lead");
  await lead.goto("/settings");
  await expect(lead.getByText("No settings for you here")).toBeVisible();
});
