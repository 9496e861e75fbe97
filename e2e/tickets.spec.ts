import { expect, type Page, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { pick } from "./support/pick.ts";
import { createTicket, createTicketByHand, newestOf } from "./support/tickets.ts";

test("a ticket is created, claimed, handed over with a note and finished", async ({ page, browser }) => {
  const title = `Lid broken ${Date.now()}`;
  await signIn(page, "agent1");
  const address = await createTicketByHand(page, { type: "After-sales", title, phone: "13800130777" });

  await button(page, "Claim").click();
  const actions = page.getByRole("toolbar", { name: "Actions" });
  await expect(actions.getByRole("button", { name: "Finish" })).toBeVisible();

  await actions.getByRole("button", { name: "Transfer ticket" }).click();
  const panel = page.getByRole("form", { name: "Transfer ticket" });
  await expect(panel.getByRole("button", { name: "Confirm" })).toBeDisabled();
  const second = await browser.newContext();
  const colleague = await second.newPage();
  await signIn(colleague, "agent2");
  const name = await nameOf(colleague);
  await panel.getByRole("combobox", { name: "To" }).fill(name);
  await page.locator(".ant-select-item-option").filter({ hasText: name }).first().click();
  await panel.getByRole("textbox").fill("Customer wants a new lid by Friday");
  await panel.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Customer wants a new lid by Friday")).toBeVisible();
  await expect(actions.getByRole("button", { name: "Transfer ticket" })).toBeHidden();

  await expect(button(colleague, /^Notifications, \d+ unread$/)).toBeVisible();
  await colleague.goto(newestOf("handling"));
  await colleague.getByRole("row", { name: new RegExp(title) }).dblclick();
  await expect(colleague).toHaveURL(address);
  await colleague.getByRole("toolbar", { name: "Actions" }).getByRole("button", { name: "Finish" }).click();
  await pick(colleague, "Solution *", /./);
  await colleague.getByRole("textbox", { name: /^Note/ }).fill("New lid sent");
  await button(colleague, "Confirm").click();
  await expect(colleague.getByText("Finished", { exact: true }).first()).toBeVisible();

  await page.goto("/tickets/mine/transferred");
  await expect(page.getByRole("row", { name: new RegExp(title) })).toBeVisible();
  await second.close();
});

/** The name that colleagues see. */
async function nameOf(page: Page): Promise<string> {
  await page.getByRole("button", { name: /account/i }).click();
  return (await page.locator("strong + span").first().textContent()) ?? "";
}

test("tickets at a node are filtered, kept as a view for a group, and found there by somebody else", async ({ page, browser }) => {
  const title = `At the first line ${Date.now()}`;
  const view = `First line ${Date.now()}`;
  await signIn(page, "lead");
  await createTicket(page, { type: "After-sales", title, phone: "13800130779" });
  await page.goto("/tickets/all");
  const row = page.getByRole("row", { name: new RegExp(title) });
  const form = page.getByRole("form", { name: "Filter" });
  const node = form.getByRole("combobox", { name: "Value" });
  await button(page, "Filter").click();
  await button(page, "Add condition").click();
  await pick(page, "Field", "Node");
  await node.click();
  await page.locator(".ant-select-item-option").filter({ hasText: "After-sales › First line" }).click();
  // A click beside the form loses nothing.
  await page.getByRole("searchbox", { name: "Search tickets" }).click();
  await expect(form).toBeHidden();
  await button(page, "Filter").click();
  await form.getByRole("button", { name: "Apply" }).click();
  await expect(button(page, "Filter (1)")).toBeVisible();
  await expect(row).toBeVisible();

  // It is there again after a reload, and on the way back from a ticket.
  await page.reload();
  await row.dblclick();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await page.goBack();
  await expect(button(page, "Filter (1)")).toBeVisible();

  await button(page, "Save view").click();
  const saving = page.getByRole("form", { name: "Save view" });
  await saving.getByRole("textbox", { name: "Name" }).fill(view);
  await saving.getByRole("combobox", { name: "For" }).click();
  // What the lead may not do is not offered.
  await expect(page.locator(".ant-select-item-option")).toHaveText(["Me", "A skill group"]);
  await page.locator(".ant-select-item-option").filter({ hasText: "A skill group" }).click();
  await expect(saving.getByRole("button", { name: "Save view" })).toBeDisabled();
  await saving.getByRole("combobox", { name: "Group" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: "After-sales" }).click();
  await saving.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("link", { name: new RegExp(view) })).toHaveAttribute("aria-current", "page");

  // Changed and saved as another one, the first stays.
  await button(page, "Filter (1)").click();
  await form.getByRole("combobox", { name: "Comparison" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: "is none of" }).click();
  await node.click();
  await page.locator(".ant-select-item-option").filter({ hasText: "After-sales › First line" }).click();
  await form.getByRole("button", { name: "Apply" }).click();
  await expect(row).toBeHidden();
  await button(page, "Save view").click();
  await saving.getByRole("textbox", { name: "Name" }).fill(`${view} not`);
  await saving.getByRole("button", { name: "Save as a new view" }).click();
  await expect(page.getByRole("link", { name: `${view} not` })).toHaveAttribute("aria-current", "page");

  const second = await browser.newContext();
  const colleague = await second.newPage();
  await signIn(colleague, "agent1", "/tickets/all");
  await colleague.getByRole("link", { name: new RegExp(`${view}(?! not)`) }).click();
  await expect(colleague.getByRole("row", { name: new RegExp(title) })).toBeVisible();
  await second.close();
});

test("a ticket is found from anywhere by the search in the header, the same words twice", async ({ page }) => {
  const title = `Sought ${Date.now()}`;
  await signIn(page, "agent1");
  await createTicket(page, { type: "After-sales", title, phone: "13800130775" });
  const row = page.getByRole("row", { name: new RegExp(title) });
  const header = page.getByRole("searchbox", { name: "Find tickets" });
  const centre = page.getByRole("searchbox", { name: "Search tickets" });
  await page.keyboard.press("/");
  await expect(header).toBeFocused();
  await header.fill(title);
  await header.press("Enter");
  await expect(row).toHaveCount(1);
  await expect(centre).toHaveValue(title);
  await centre.fill("nothing has these words");
  await centre.press("Enter");
  await expect(row).toHaveCount(0);
  await header.press("Enter");
  await expect(row).toHaveCount(1);
});

test("a draft goes on with the customer who was looked up, until that is removed; a wrong amount is told, not changed", async ({
  page,
}) => {
  const title = `Drafted ${Date.now()}`;
  const number = "13800130776";
  await signIn(page, "agent1", "/tickets/mine/created");
  await button(page, "New ticket").click();
  const customer = page.getByRole("searchbox", { name: "Customer" });
  await customer.fill(number);
  await button(page, "Look up").click();
  await expect(button(page, "Remove customer")).toBeVisible();
  const found = await customer.evaluate((box) => document.getElementById(box.getAttribute("aria-describedby") ?? "")?.textContent ?? "");
  const name = found.split(" · ")[0] ?? "";
  await expect(page.getByText("Draft saved")).toBeVisible();

  await page.reload();
  await button(page, "New ticket").click();
  await expect(customer).toHaveValue("138 0013 0776");
  await expect(customer).toHaveAccessibleDescription(new RegExp(`^${name} · `));
  await button(page, "Remove customer").click();
  await expect(customer).toHaveAccessibleDescription("");

  await pick(page, "Type *", "After-sales");
  await page.getByRole("textbox", { name: "Title *" }).fill(title);
  await pick(page, "Reason", "Quality");
  const amount = page.getByRole("spinbutton", { name: "Amount" });
  await amount.fill("12.345");
  await button(page, "Create ticket").click();
  await expect(page.getByText("Too many decimals")).toBeVisible();
  await expect(amount).toHaveValue("12.345");
  await amount.fill("12.34");
  await button(page, "Create ticket").click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await expect(page.getByText("138 0013 0776").first(), "the number stays").toBeVisible();
  await expect(page.getByText(name, { exact: true }), "the customer was removed").toBeHidden();
});
