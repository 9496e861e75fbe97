import type { FlowVersion } from "@cloverdesk/contracts";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { barriers } from "./support/axe.ts";
import { pick } from "./support/pick.ts";

const details = (page: Page) => page.getByRole("complementary", { name: "Details" });
const problems = (page: Page) => page.getByRole("region", { name: "Problems" });
const textbox = (page: Page, name: string) => details(page).getByRole("textbox", { name });

/** An action out of the node that is chosen, named as the page's two languages want it. */
async function addAction(page: Page, to: string, zh: string, en: string): Promise<void> {
  await details(page).getByRole("button", { name: "Add action" }).click();
  await pick(page, "Leads to", to);
  await expect(textbox(page, "Name (Chinese)")).toBeFocused();
  await textbox(page, "Name (Chinese)").fill(zh);
  await textbox(page, "Name (English)").fill(en);
}

async function openFlow(page: Page, type: string): Promise<void> {
  await page.goto("/settings/tickets/types");
  await page
    .getByRole("row", { name: new RegExp(type) })
    .getByRole("link", { name: /^Version/ })
    .click();
}

/** Confirmed by keyboard: the question grows into its place for a moment, and a mouse may press where its button no longer is. */
async function discardDraft(page: Page): Promise<void> {
  await button(page, "Discard draft").click();
  await page.getByRole("tooltip").getByRole("button", { name: "Discard draft" }).press("Enter");
  await expect(page.getByText("Draft discarded").first()).toBeVisible();
}

async function newTicket(page: Page, title: string): Promise<string> {
  await page.goto("/tickets/mine/waiting");
  await button(page, "New ticket").click();
  await pick(page, "Type *", "After-sales");
  await page.getByRole("textbox", { name: "Title *" }).fill(title);
  await button(page, "Create ticket").click();
  await expect(page).toHaveURL(/\/tickets\/[0-9a-f-]{36}$/);
  const actions = page.getByRole("toolbar", { name: "Actions" });
  await actions.getByRole("button", { name: "Claim" }).click();
  await expect(actions.getByRole("button", { name: "Finish" })).toBeVisible();
  return page.url();
}

test("ops draws a node and actions, repairs what is wrong, publishes, and moves open tickets; agents have the new action", async ({
  browser,
  page,
}) => {
  // A whole working day of ops, with two people at their pages.
  test.setTimeout(300_000);
  const agentContext = await browser.newContext();
  const agent = await agentContext.newPage();
  await signIn(agent, "agent1");
  const oldTicket = await newTicket(agent, `Before the change ${Date.now()}`);

  await signIn(page, "ops");
  await openFlow(page, "After-sales");
  await expect(page.getByRole("heading", { name: "Flow of After-sales" })).toBeVisible();
  await expect(problems(page)).toContainText("No problems");
  expect(await barriers(page)).toEqual([]);

  await test.step("a new node is a problem until actions lead there and on", async () => {
    await button(page, "Add node").click();
    await expect(textbox(page, "Name (Chinese)")).toBeFocused();
    await expect(problems(page)).toContainText("Unnamed node A name is missing");
    await textbox(page, "Name (Chinese)").fill("等待配件");
    await textbox(page, "Name (English)").fill("Waiting for parts");
    await expect(button(page, /^Waiting for parts, .*problems: 2/)).toBeVisible();
    await expect(page.getByText("Draft saved")).toBeVisible();
    await button(page, "Publish…").click();
    await expect(details(page).getByRole("alert")).toContainText("2 problems");
    await expect(button(page, "Publish version 2")).toBeDisabled();

    await problems(page)
      .getByRole("button", { name: /Waiting for parts.*No action leads out/ })
      .click();
    await addAction(page, "Done", "配件到货并完结", "Parts came, finish");
    await expect(problems(page)).toContainText("No way leads to the node");
    await button(page, /^First line,/).click();
    await addAction(page, "Waiting for parts", "订购配件", "Order parts");
    await expect(problems(page)).toContainText("No problems");
  });

  await test.step("what was done is undone and done again, by keyboard as well", async () => {
    await button(page, "Action Order parts").focus();
    await page.keyboard.press("Delete");
    await expect(button(page, "Action Order parts")).toBeHidden();
    await page.keyboard.press("Control+z");
    await expect(button(page, "Action Order parts")).toBeVisible();
    await button(page, "Arrange").click();
    expect(await barriers(page)).toEqual([]);
  });

  await test.step("publishing says what changes, and the draft is still there after a reload", async () => {
    await expect(page.getByText("Draft saved")).toBeVisible();
    await page.reload();
    await button(page, "Publish…").click();
    await expect(details(page).getByRole("listitem").filter({ hasText: "Node “Waiting for parts” is new" })).toBeVisible();
    await expect(details(page).getByRole("listitem").filter({ hasText: "Action “Order parts” is new" })).toBeVisible();
    await button(page, "Publish version 2").click();
    await expect(page.getByText("Version 2 is in force").first()).toBeVisible();
  });

  const order = agent.getByRole("toolbar", { name: "Actions" }).getByRole("button", { name: "Order parts" });
  await test.step("a new ticket has the new action, an open one does not", async () => {
    await newTicket(agent, `After the change ${Date.now()}`);
    await expect(order).toBeVisible();
    await agent.goto(oldTicket);
    await expect(agent.getByRole("toolbar", { name: "Actions" }).getByRole("button", { name: "Finish" })).toBeVisible();
    await expect(order).toBeHidden();
  });

  await test.step("open tickets are moved after a look at where they go", async () => {
    const table = details(page).getByRole("table", { name: "Open tickets on older versions" });
    await expect(table.getByRole("row", { name: /First line/ })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await details(page)
      .getByRole("button", { name: /^Move \d+ tickets$/ })
      .click();
    await expect(details(page).getByRole("status")).toContainText(/Moved to version 2: \d+ tickets/, { timeout: 30_000 });
    await expect(details(page)).toContainText("All open tickets follow the version in force.");
    // The agent's page hears of it without a reload.
    await expect(order).toBeVisible();
    await expect(agent.getByText("Moved to the new flow")).toBeVisible();
  });

  await test.step("a former version is looked at, restored as a draft, and the draft discarded", async () => {
    await details(page).getByRole("tab", { name: "Versions" }).click();
    await button(page, "View version 1").click();
    await expect(page.getByText("Version 1, read only")).toBeVisible();
    await expect(button(page, "Action Order parts")).toBeHidden();
    await expect(button(page, "Add node")).toBeHidden();
    await button(page, "Restore as draft").click();
    await expect(page.getByText("Draft of version 3")).toBeVisible();
    await expect(page.getByText("Draft saved")).toBeVisible();
    await discardDraft(page);
    await expect(page.getByText("Version 2 in force", { exact: true })).toBeVisible();
    await expect(button(page, "Action Order parts")).toBeVisible();
  });
  await agentContext.close();
});

test("two people who change the same draft are told, and nothing is overwritten", async ({ browser, page }) => {
  const other = await (await browser.newContext()).newPage();
  for (const [who, account] of [
    [page, "ops"],
    [other, "admin"],
  ] as const) {
    await signIn(who, account);
    await openFlow(who, "Repair");
    await expect(button(who, /^First line,/)).toBeVisible();
  }
  const rename = async (who: Page, name: string): Promise<void> => {
    await button(who, /^First line,/).click();
    await textbox(who, "Name (English)").fill(name);
  };
  await rename(page, "First line of ops");
  await expect(page.getByText("Draft saved")).toBeVisible();
  await rename(other, "First line of admin");
  await expect(other.getByRole("alert")).toContainText("changed this draft meanwhile");
  await button(other, "Take theirs").click();
  await expect(button(other, /^First line of ops,/)).toBeVisible();
  const saved = other.waitForResponse((response) => response.request().method() === "PUT" && response.url().endsWith("/flow"));
  await button(other, "Undo").click();
  await expect(button(other, /^First line of admin,/)).toBeVisible();
  expect((await saved).ok()).toBe(true);
  await page.reload();
  await expect(button(page, /^First line of admin,/)).toBeVisible();
  await other.context().close();
});

test("a draft that cannot be saved is not published; what is changed while it is published begins the next draft", async ({ page }) => {
  await signIn(page, "ops");
  await openFlow(page, "Outbound visit");
  const [limit, warning] = ["Limit", "Warn before"].map((name) => details(page).getByRole("spinbutton", { name, exact: true })) as [
    Locator,
    Locator,
  ];
  const node = button(page, /^Second line,/);

  await test.step("an amount counts when it is typed to its end; neither it nor another unit costs the warning", async () => {
    await node.click();
    await expect(warning).toHaveValue("30");
    await limit.fill("");
    await limit.press("Tab");
    await expect(limit).toHaveValue("4");
    await pick(page, "Unit", "min");
    await limit.fill("");
    await limit.pressSequentially("480");
    await expect(warning).toHaveValue("4");
    await limit.press("Enter");
    await expect(warning).toHaveValue("30");
    await limit.fill("520");
    await page.getByRole("region", { name: "Flow", exact: true }).click({ position: { x: 20, y: 400 } });
    await node.click();
    await expect(limit).toHaveValue("520");
    await expect(warning).toHaveValue("30");
    await expect(page.getByText("Draft saved")).toBeVisible();
  });

  await test.step("without the server it is not published, and stands as it is", async () => {
    await page.route("**/api/**/flow", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
    await limit.fill("600");
    await button(page, "Publish…").click();
    await button(page, /^Publish version/).click();
    await expect(page.getByRole("alert").filter({ hasText: "Not published" })).toBeVisible();
    await details(page).getByRole("button", { name: "Cancel" }).click();
    await node.click();
    await expect(limit).toHaveValue("10");
    await page.unroute("**/api/**/flow");
    await expect(page.getByText("Draft saved")).toBeVisible();
  });

  await test.step("what is changed while it is published stays, as the next draft", async () => {
    let letThrough = () => {};
    const held = new Promise<void>((go) => {
      letThrough = go;
    });
    await page.route("**/api/**/flow/publish", (route) => held.then(() => route.continue()));
    await button(page, "Publish…").click();
    await button(page, /^Publish version/).click();
    await node.click();
    await warning.fill("45");
    await warning.press("Enter");
    letThrough();
    await expect(page.getByText(/^Version \d+ is in force/).first()).toBeVisible();
    await expect(warning).toHaveValue("45");
    await expect(page.getByText(/^Draft of version/)).toBeVisible();
    await expect(page.getByText("Draft saved")).toBeVisible();
    await discardDraft(page);
    await node.click();
    await expect(warning).toHaveValue("30");
    await expect(limit).toHaveValue("10");
  });
});

test("a flow takes no more nodes than can be saved", async ({ page }) => {
  await signIn(page, "ops");
  await page.route("**/api/**/flow", async (route) => {
    const response = await route.fetch();
    const latest = (await response.json()) as FlowVersion;
    const [first] = latest.flow.nodes;
    const more = Array.from({ length: 60 - latest.flow.nodes.length }, (_, i) => ({
      ...first,
      code: `more_${i}`,
      at: { x: 0, y: 400 + 160 * i },
    }));
    await route.fulfill({ response, json: { ...latest, flow: { ...latest.flow, nodes: [...latest.flow.nodes, ...more] } } });
  });
  await openFlow(page, "Outbound visit");
  await button(page, "Add node").click();
  await expect(page.getByRole("alert").filter({ hasText: "at most 60 nodes" })).toBeVisible();
  await expect(button(page, /^Unnamed node/)).toBeHidden();
});
