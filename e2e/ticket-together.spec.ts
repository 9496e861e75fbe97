import { expect, type Page, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { action, createTicket, newestOf, toolbar, track } from "./support/tickets.ts";

const fields = (page: Page) => page.getByRole("region", { name: "Fields" });
const title = (page: Page) => fields(page).getByRole("textbox", { name: "Title *" });
const edit = (page: Page) => fields(page).getByRole("button", { name: "Edit" });
const save = (page: Page) => fields(page).getByRole("button", { name: "Save changes" });

test("two people edit one field: who comes second is told and decides, nothing is overwritten", async ({ page, browser }) => {
  const name = `Lid loose ${Date.now()}`;
  await signIn(page, "agent1");
  const address = await createTicket(page, { type: "After-sales", title: name, phone: "13800130771" });
  await action(page, "Claim").click();
  await expect(action(page, "Finish")).toBeVisible();
  const second = await browser.newContext();
  const ops = await second.newPage();
  await signIn(ops, "ops", address);

  await edit(page).click();
  await title(page).fill(`${name}, says the agent`);
  await edit(ops).click();
  await title(ops).fill(`${name}, says operations`);
  await save(ops).click();
  await expect(ops.getByRole("heading", { name: `${name}, says operations` })).toBeVisible();

  await expect(fields(page).getByText(`Someone changed this meanwhile: ${name}, says operations`)).toBeVisible();
  await expect(title(page), "what was typed stays").toHaveValue(`${name}, says the agent`);
  await expect(save(page), "not before it is decided").toBeDisabled();
  await button(page, "Keep mine").click();
  await save(page).click();
  await expect(ops.getByRole("heading", { name: `${name}, says the agent` })).toBeVisible();
  await expect(track(page).getByText(`${name}, says operations`).first(), "the track tells both").toBeVisible();
  await second.close();
});

test("what is half typed survives a reload and a look at another page, until it is cancelled", async ({ page }) => {
  const name = `Handle broken ${Date.now()}`;
  await signIn(page, "agent1");
  const address = await createTicket(page, { type: "After-sales", title: name, phone: "13800130772" });
  await action(page, "Claim").click();
  await edit(page).click();
  await title(page).fill(`${name}, both`);
  await page.keyboard.press("Escape");
  await expect(title(page), "Escape throws nothing away").toHaveValue(`${name}, both`);
  await action(page, "Transfer ticket").click();
  const panel = page.getByRole("form", { name: "Transfer ticket" });
  await panel.getByRole("textbox").fill("The customer calls again on Fri");

  await page.reload();
  await expect(title(page)).toHaveValue(`${name}, both`);
  await expect(panel.getByRole("textbox")).toHaveValue("The customer calls again on Fri");
  await expect(page.getByText("What you typed here earlier was kept.")).toHaveCount(2);
  await page.goto("/tickets/mine/handling");
  await page.goto(address);
  await expect(title(page)).toHaveValue(`${name}, both`);

  await panel.getByRole("button", { name: "Cancel" }).click();
  await fields(page).getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await expect(edit(page)).toBeVisible();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(panel).toBeHidden();
});

test("several tickets are claimed at once", async ({ page }) => {
  const name = `Claimed together ${Date.now()}`;
  await signIn(page, "agent1");
  for (const n of [1, 2, 3]) await createTicket(page, { type: "After-sales", title: `${name} ${n}`, phone: "13800130773" });
  await page.goto(newestOf("waiting"));
  const rows = page.getByRole("row", { name: new RegExp(name) });
  await expect(rows).toHaveCount(3);
  for (const row of await rows.all()) await row.getByRole("checkbox").check();
  const bar = page.getByRole("region", { name: "Selected tickets" });
  await expect(bar.getByText("3 selected")).toBeVisible();
  await bar.getByRole("button", { name: "Claim" }).click();
  await expect(page.getByText("3 tickets claimed")).toBeVisible();
  await expect(rows).toHaveCount(0);
  await expect(bar).toBeHidden();
  await page.goto(newestOf("handling"));
  await expect(rows).toHaveCount(3);
});

test("a flag with a reminder is set on a ticket, which is then among the flagged", async ({ page }) => {
  const name = `Call back ${Date.now()}`;
  await signIn(page, "agent1");
  await createTicket(page, { type: "After-sales", title: name, phone: "13800130774" });
  await toolbar(page)
    .getByRole("button", { name: /Flag and remind/ })
    .click();
  const form = page.getByRole("form", { name: "Flag and remind" });
  await form.getByTitle("Red", { exact: true }).click();
  await form.getByLabel("Remind me at").click();
  await page.keyboard.press("Enter");
  await expect(form, "Enter in a picker submits nothing").toBeVisible();
  await form.getByLabel("Remind me at").click();
  await page.getByText("in 1 hour").click();
  await form.getByRole("textbox", { name: "Reminder" }).fill("Ask whether the lid came");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toBeHidden();
  await expect(toolbar(page).getByLabel(/^Reminder /)).toBeVisible();
  await page.goto("/tickets/mine/marked");
  await expect(page.getByRole("row", { name: new RegExp(name) }).getByTitle("Red", { exact: true })).toBeVisible();
});
