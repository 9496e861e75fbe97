import { expect, type Locator, type Page, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { pick } from "./support/pick.ts";

async function asOps(page: Page): Promise<void> {
  await signIn(page, "ops");
  await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
}

/** The page's heading shows that it is there. */
const open = async (page: Page, address: string, title: string | RegExp): Promise<void> => {
  await page.goto(address);
  await expect(page.getByRole("heading", { name: title, level: 2 })).toBeVisible();
};
const field = (on: Page | Locator, name: string | RegExp) => on.getByRole("textbox", { name });
/** Holds what the page sends to change something, until it is let through. */
async function holdChanges(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const gate = new Promise<void>((open) => {
    letThrough = open;
  });
  await page.route("**/api/**", async (route) => {
    if (route.request().method() !== "GET") await gate;
    await route.continue();
  });
  return letThrough;
}
/** The server is out of reach. Answers how often the page has asked for what `path` names since. */
async function cutOff(page: Page, path: string): Promise<() => number> {
  let asked = 0;
  await page.route("**/api/**", (route) => {
    if (route.request().method() === "GET" && new URL(route.request().url()).pathname === path) asked += 1;
    return route.abort();
  });
  return () => asked;
}
/** A fetch that cannot reach the server is tried so often before it counts as failed. */
const TRIES = 4;

test.describe.configure({ timeout: 180_000 });

const unique = (word: string) => `${word} ${Date.now() % 1_000_000}`;

test("a field is made, put into a template with a condition, tried in the preview, asked of an agent, and cannot be deleted", async ({
  page,
  browser,
}) => {
  const name = unique("Serial");
  const code = name.toLowerCase().replace(" ", "_");
  await asOps(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Fields", level: 2 })).toBeVisible();

  await button(page, "New field").click();
  const panel = page.getByRole("form", { name: "Field" });
  await field(panel, "Name (Chinese) *").fill(`序列号${code}`);
  await field(panel, "Code *").fill("Not a code");
  await button(page, "Save").click();
  await expect(panel.getByText("Small letters, digits and _, beginning with a letter")).toBeVisible();
  await field(panel, "Name (English) *").fill(name);
  await field(panel, "Code *").fill(code);
  await button(page, "Save").click();
  await expect(panel.getByText("Nowhere yet")).toBeVisible();

  await open(page, "/settings/tickets/templates", "Templates");
  await page.getByRole("link", { name: "After-sales, standard" }).click();
  await expect(page.getByRole("heading", { name: /After-sales, standard/, level: 2 })).toBeVisible();
  await page.getByRole("searchbox", { name: "Find a field" }).fill(code);
  const [offer, target] = [page.getByRole("listitem").filter({ hasText: name }), page.getByRole("button", { name: /^Reason/ })];
  await offer.dragTo(target);
  const place = page.getByRole("button", { name: new RegExp(`^${name}`) });
  await place.click();
  await button(page, "Add condition").click();
  await pick(page, page.getByRole("combobox", { name: `Field of condition 1 for ${name}` }), "Reason");
  await pick(page, page.getByRole("combobox", { name: `Values of condition 1 for ${name}` }), "Quality");
  await page.keyboard.press("Escape");

  const preview = page.getByRole("region", { name: "Preview" });
  await expect(field(preview, name)).toBeHidden();
  await pick(page, preview.getByRole("combobox", { name: "Reason" }), "Quality");
  await expect(field(preview, name)).toBeVisible();
  await button(page, "Save").click();
  await expect(page.getByText("Saved as version 2")).toBeVisible();

  const second = await browser.newContext();
  const agent = await second.newPage();
  await signIn(agent, "agent1", "/tickets/mine/waiting");
  await button(agent, "New ticket").click();
  await pick(agent, agent.getByRole("combobox", { name: "Type *" }), "After-sales");
  await expect(field(agent, name)).toBeHidden();
  await pick(agent, agent.getByRole("combobox", { name: "Reason" }), "Quality");
  await expect(field(agent, name)).toBeVisible();
  await second.close();

  await open(page, `/settings/tickets/fields?field=${code}`, "Fields");
  await expect(page.getByText("Template After-sales, standard")).toBeVisible();
  await button(page, "Delete field…").click();
  const question = page.getByRole("alertdialog", { name: "Delete field…" });
  await expect(question).toContainText("cannot be deleted");
  await expect(question.getByRole("button", { name: "Delete field", exact: true })).toBeHidden();
  await question.getByRole("button", { name: "Retire it" }).click();
  await button(page, "Save").click();
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
});

test("a change that somebody else made first is told, and mine is kept", async ({ page, browser }) => {
  await asOps(page);
  await open(page, "/settings/tickets/fields?field=model", "Fields");
  const second = await browser.newContext();
  const other = await second.newPage();
  await asOps(other);
  await open(other, "/settings/tickets/fields?field=model", "Fields");
  await field(other, "Name (English) *").fill("Product model");
  await button(other, "Save").click();
  await expect(other.getByText("Saved", { exact: true }).first()).toBeVisible();
  await second.close();

  await field(page, "Hint (English)").fill("On the label below");
  await button(page, "Save").click();
  await expect(page.getByRole("alert").filter({ hasText: "saved this before you" })).toContainText("Taken over from there: Name.");
  await expect(field(page, "Name (English) *")).toHaveValue("Product model");
  await expect(field(page, "Hint (English)")).toHaveValue("On the label below");

  // On a slow line the button shows that it is at work, keeps its name, and is as before when done.
  const letThrough = await holdChanges(page);
  await button(page, "Save").click();
  const atWork = button(page, "Save").getByRole("img", { includeHidden: true }).first();
  await expect(atWork).toBeVisible();
  await field(page, "Hint (Chinese)").fill("见下方标签");
  letThrough();
  await expect(page.getByRole("alert").filter({ hasText: "saved this before you" })).toBeHidden();
  await expect(atWork).toBeHidden();

  // What was typed while it was being saved is still there, to be saved as well.
  await expect(field(page, "Hint (Chinese)")).toHaveValue("见下方标签");
  await button(page, "Save").click();
  await expect(button(page, "Save")).toBeDisabled();
  await page.reload();
  await expect(field(page, "Hint (Chinese)")).toHaveValue("见下方标签");
  await expect(field(page, "Hint (English)")).toHaveValue("On the label below");
});

test("a save that does not reach the server loses nothing of what was typed", async ({ page }) => {
  await asOps(page);
  await open(page, "/settings/tickets/templates", "Templates");
  await page.getByRole("link", { name: "Repair, standard" }).click();
  await field(page, "Name (Chinese) *").fill("报修加急");
  const setupAsked = await cutOff(page, "/api/tickets/setup");
  await button(page, "Save").click();
  await expect(page.getByRole("alert").filter({ hasText: "cannot be reached" })).toBeVisible();
  await expect.poll(setupAsked, { timeout: 30_000 }).toBe(TRIES);
  await page.unroute("**/api/**");
  await button(page, "Save").click();
  await expect(page.getByText(/^Saved as version/)).toBeVisible();
  await expect(field(page, "Name (Chinese) *")).toHaveValue("报修加急");

  const lines = `断网${Date.now()} > 甲,Cut off > First,yes`;
  await open(page, "/settings/tickets/categories?import", "Categories");
  const sheet = field(page, "Or paste lines");
  await sheet.fill(lines);
  await button(page, /Try it$/).click();
  await expect(page.getByText("Would add 2, change 0")).toBeVisible();
  const treeAsked = await cutOff(page, "/api/categories");
  await button(page, "Import as shown").click();
  await expect.poll(treeAsked, { timeout: 30_000 }).toBe(TRIES);
  await page.unroute("**/api/**");
  await button(page, /Try it$/).click();
  await expect(page.getByText("Would add 2, change 0")).toBeVisible();
  await expect(sheet).toHaveValue(lines);
});

test("a panel stays open while more was typed than has been saved", async ({ page }) => {
  const name = unique("Loan");
  await asOps(page);
  await open(page, "/settings/tickets/types?type=", "Ticket types");
  await field(page, "Name (Chinese) *").fill(`借用${name}`);
  await field(page, "Name (English) *").fill(name);
  await field(page, "Code *").fill(name.toLowerCase().replace(" ", "_"));
  const letThrough = await holdChanges(page);
  await button(page, "Save").click();
  await field(page, "Name (English) *").fill(`${name} device`);
  letThrough();
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  await expect(field(page, "Name (English) *")).toHaveValue(`${name} device`);
  await button(page, "Save").click();
  await expect(page.getByRole("form", { name: "Ticket type" })).toBeHidden();
  await expect(page.getByRole("row", { name: new RegExp(`${name} device`) })).toBeVisible();
});

test("the record that is open is in the address: a reload and *back* keep it, and leaving it asks first", async ({ page }) => {
  const form = page.getByRole("form", { name: "Field" });
  await asOps(page);
  await open(page, "/settings/tickets/fields", "Fields");
  await page.getByRole("searchbox", { name: "Search fields" }).fill("ＲＥＡＳＯＮ");
  await expect(page.getByRole("row")).toHaveCount(2);
  await button(page, "Reason").click();
  await expect(page).toHaveURL(/[?]field=reason$/);
  await expect(form).toBeVisible();
  await page.reload();
  await expect(form).toBeVisible();
  await page.goBack();
  await expect(form).toBeHidden();
  await page.goForward();
  await field(form, "Hint (English)").fill("Ask until it is clear");

  const question = page.getByRole("alertdialog", { name: "Discard what is not saved?" });
  await page.goBack();
  await question.getByRole("button", { name: "Go on editing" }).click();
  await expect(page).toHaveURL(/[?]field=reason$/);
  await expect(field(form, "Hint (English)")).toHaveValue("Ask until it is clear");
  await page.goBack();
  await question.getByRole("button", { name: "Discard" }).click();
  await expect(form).toBeHidden();
  await expect(page).toHaveURL(/fields$/);

  // A new one that was given up is no step to go back to.
  await page.getByRole("searchbox", { name: "Search fields" }).fill("no such word");
  await expect(page.getByText("Nothing found")).toBeVisible();
  await button(page, "New field").click();
  await expect(form).toBeVisible();
  await button(page, "Cancel").click();
  await expect(form).toBeHidden();
  await page.goBack();
  await expect(form).toBeHidden();

  await open(page, "/settings/tickets/fields?field=nowhere", "Fields");
  await expect(page.getByRole("dialog").getByText("The field nowhere no longer exists.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a type and a category say what uses them and why they cannot be deleted", async ({ page }) => {
  await asOps(page);
  await open(page, "/settings/tickets/types", "Ticket types");
  await button(page, "After-sales").click();
  const uses = page.getByRole("region", { name: "Used in" });
  await expect(uses).toContainText("Template After-sales, standard");
  await expect(uses).toContainText(/\d+ open tickets/);
  await expect(uses).toContainText("not deleted");
  await open(page, "/settings/tickets/categories", "Categories");
  await button(page, "Other").click();
  await expect(uses).toContainText("A category is not deleted");
});

test("options are added, pasted, and moved by keyboard; leaving asks first", async ({ page }) => {
  await asOps(page);
  await open(page, "/settings/tickets/fields?field=channel", "Fields");
  await field(page, "New option (Chinese)").fill("电话");
  await field(page, "New option (English)").fill("Telephone");
  await button(page, "Add option").click();
  await button(page, "Paste many lines").click();
  await page.getByRole("textbox", { name: /One option per line/ }).fill("邮件, E-mail\n展会, Fair, expo");
  await button(page, "Add these lines").click();
  await expect(field(page, "Option expo (English)")).toHaveValue("Fair");
  const grip = page.getByRole("button", { name: "Move Fair", exact: true });
  await grip.press("ArrowUp");
  await grip.press("ArrowUp");
  await expect(grip).toBeFocused();
  const codes = () =>
    page.getByRole("textbox", { name: /^Option .*\(English\)$/ }).evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  expect(await codes()).toEqual(["App", "Web shop", "Store", "Fair", "Telephone", "E-mail"]);

  await page.getByRole("link", { name: "Ticket types" }).click();
  await button(page, "Go on editing").click();
  await button(page, "Save").click();
  await expect(page.getByRole("button", { name: "Retire Fair" })).toBeVisible();
  await page.getByRole("link", { name: "Ticket types" }).click();
  await expect(page.getByRole("heading", { name: "Ticket types", level: 2 })).toBeVisible();
});

test("a ticket type is made, ordered and deactivated", async ({ page }) => {
  const name = unique("Recall");
  await asOps(page);
  await open(page, "/settings/tickets/types", "Ticket types");
  await button(page, "New ticket type").click();
  await field(page, "Name (Chinese) *").fill(`召回${name}`);
  await field(page, "Name (English) *").fill(name);
  await field(page, "Code *").fill("repair");
  await button(page, "Save").click();
  await expect(page.getByText("That code is taken").first()).toBeVisible();
  await field(page, "Code *").fill(name.toLowerCase().replace(" ", "_"));
  await button(page, "Save").click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("No new tickets yet");

  const order = () => page.getByRole("row").evaluateAll((rows) => rows.map((each) => each.querySelector("td:nth-child(2)")?.textContent));
  const before = (await order()).indexOf(name);
  await page.getByRole("button", { name: `Move ${name}` }).press("ArrowUp");
  await expect.poll(async () => (await order()).indexOf(name)).toBe(before - 1);
  await page.reload();
  await expect(row).toBeVisible();
  expect((await order()).indexOf(name)).toBe(before - 1);

  await row.getByRole("button", { name, exact: true }).click();
  await page.getByRole("switch", { name: "In use" }).click();
  await expect(page.getByText("Open ones go on to their end")).toBeVisible();
  await button(page, "Save").click();
  await expect(row).toContainText("Deactivated");
});

test("a category is made, moved by keyboard, and seen by an agent's open form; a sheet is tried before it is imported", async ({
  page,
  browser,
}) => {
  const name = unique("Drone");
  await asOps(page);
  await open(page, "/settings/tickets/categories", "Categories");
  const second = await browser.newContext();
  const agent = await second.newPage();
  await signIn(agent, "agent1", "/tickets/mine/waiting");
  await button(agent, "New ticket").click();
  await expect(agent.getByRole("combobox", { name: "Category" })).toBeVisible();

  await button(page, "New category").click();
  await field(page, "Name (Chinese) *").fill(`无人机${name}`);
  await field(page, "Name (English) *").fill(name);
  await button(page, "Save").click();
  const grip = page.getByRole("button", { name: `Move ${name}` });
  await expect(grip).toBeVisible();
  await grip.press("ArrowRight");
  const other = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Other", exact: true }) });
  await expect(other.getByRole("button", { name, exact: true })).toBeVisible();

  await agent.getByRole("combobox", { name: "Category" }).fill(name);
  await expect(agent.locator(".ant-select-item-option").filter({ hasText: `Other › ${name}` })).toBeVisible();
  await second.close();

  await button(page, "Import").click();
  const sheet = page.getByRole("textbox", { name: "Or paste lines" });
  await sheet.fill(`导入${name} > 甲,Imported ${name}`);
  await button(page, /Try it$/).click();
  await expect(page.getByText("The two paths do not have the same number of levels")).toBeVisible();
  await sheet.fill(`导入${name} > 甲,Imported ${name} > First,yes`);
  await button(page, /Try it$/).click();
  await expect(page.getByText("Would add 2, change 0")).toBeVisible();
  await button(page, "Import as shown").click();
  await expect(page.getByRole("button", { name: `Imported ${name}`, exact: true })).toBeVisible();
});

test("settings are found by what is set there, and stay hidden from whoever may not", async ({ page, browser }) => {
  await asOps(page);
  await open(page, "/settings", "Fields");
  await page.getByRole("searchbox", { name: "Search settings" }).fill("visible");
  const tree = page.getByRole("navigation", { name: "Settings pages" });
  await expect(tree.getByRole("link")).toHaveText([/Templates.*Visible when/]);
  const second = await browser.newContext();
  const agent = await second.newPage();
  await signIn(agent, "agent1");
  await expect(agent.getByRole("link", { name: "Tickets" })).toBeVisible();
  await expect(agent.getByRole("link", { name: "Settings" })).toBeHidden();
  await second.close();
});
