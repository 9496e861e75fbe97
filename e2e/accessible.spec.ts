import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { agentState, answer, button, finishWork, goOffDuty, goOnDuty, incomingCall, signIn } from "./support/agent.ts";
import { barriers } from "./support/axe.ts";
import { allCustomersHangUp, customerCalls } from "./support/carrier.ts";
import { deadControls } from "./support/controls.ts";
import { settings, sql } from "./support/database.ts";
import { foreignTexts } from "./support/language.ts";

/** Every page in the two looks that differ most. */
const LOOKS = [
  { language: "zh", appearance: "light" },
  { language: "en", appearance: "dark" },
] as const;

/** Opens a page in one language and theme, waits until what `shows` is there, and looks at it. */
async function look(page: Page, { language, appearance }: (typeof LOOKS)[number], address: string, shows: (page: Page) => Promise<void>) {
  await page.evaluate((theme) => localStorage.setItem("cloverdesk.appearance", JSON.stringify(theme)), appearance);
  await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${language}`);
  await shows(page);
  expect.soft(await barriers(page), `${address} in ${language}, ${appearance}`).toEqual([]);
  const cutOff = page
    .getByRole("banner")
    .evaluateAll((headers) => headers.filter((header) => header.scrollWidth > header.clientWidth).length);
  expect.soft(await cutOff, `${address} in ${language}: the header is wider than the page`).toBe(0);
  expect.soft(await foreignTexts(page, language), `${address} in ${language} speaks one language`).toEqual([]);
  expect.soft(await deadControls(page), `${address}: every control does something`).toEqual([]);
}

const visible = (locate: (page: Page) => ReturnType<Page["locator"]>) => (page: Page) => expect(locate(page).first()).toBeVisible();
const opens =
  (name: RegExp, shows: (page: Page) => ReturnType<Page["locator"]>) =>
  async (page: Page): Promise<void> => {
    await button(page, name).first().click();
    await expect(shows(page).first()).toBeVisible();
  };

test("at the door", async ({ page }) => {
  await page.goto("/login");
  for (const each of LOOKS)
    await look(
      page,
      each,
      "/login",
      opens(/^(Sign in|登录)$/, (p) => p.locator("input[aria-invalid=true], [role=alert]")),
    );
});

test.describe("inside", () => {
  let context: BrowserContext;
  let page: Page;
  test.beforeAll(async ({ browser }) => {
    await settings({ ringTimeoutMs: 120_000 }); // searching a page that rings takes its time
    context = await browser.newContext({
      permissions: ["microphone", "notifications"],
      viewport: { width: 1440, height: 900 },
    });
    page = await context.newPage();
    await signIn(page, "agent3");
  });
  test.afterAll(async () => {
    await settings({ ringTimeoutMs: undefined });
    await context.close();
  });

  test("in a call", async () => {
    test.setTimeout(240_000); // seven looks, each searched whole
    await goOnDuty(page);
    // The customer with the most calls: the list of them scrolls.
    const [known] = await sql<{ from: string }>(
      'SELECT number AS "from" FROM call WHERE customer_id IS NOT NULL GROUP BY number ORDER BY count(*) DESC, 1 LIMIT 1',
    );
    await customerCalls({ from: known?.from });
    await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
    expect.soft(await barriers(page), "a call that rings").toEqual([]);
    await answer(page);
    for (const each of LOOKS)
      await look(page, each, "/workbench", async () => {
        await button(page, /^(Keypad|软键盘)$/).click();
        await expect(button(page, /^(Mute|静音)$/)).toBeEnabled();
      });
    for (const each of LOOKS)
      await look(page, each, "/tickets/mine/handling", async () => {
        await expect(button(page, /^(Mute|静音)$/)).toBeEnabled();
        await button(page, /^(Summary|服务小计)$/).click();
        await expect(page.getByRole("dialog", { name: /^(Summary|服务小计)$/ }).getByRole("textbox")).toHaveCount(2);
        await page.keyboard.press("Shift+?");
      });
    await allCustomersHangUp();
    await expect(agentState(page)).toHaveText(/^Wrap-up/);
    expect.soft(await barriers(page), "wrap-up on another page").toEqual([]);
    await page.goto("/workbench");
    await expect(agentState(page)).toHaveText(/^Wrap-up/);
    expect.soft(await barriers(page), "wrap-up").toEqual([]);
    await finishWork(page);
    await goOffDuty(page);
  });

  for (const each of LOOKS)
    test(`on the pages, ${each.language} ${each.appearance}`, async () => {
      test.setTimeout(240_000); // eleven looks, each searched whole
      const [call] = await sql<{ id: string }>(`
        SELECT c.id FROM call c JOIN call_part t ON t.call_id = c.id JOIN person p ON p.id = t.person_id LEFT JOIN recording r ON r.call_id = c.id AND r.state = 'ready'
        WHERE p.login_name = 'agent3@demo.test' AND t.answered_at IS NOT NULL AND t.state = 'ended' ORDER BY r.id IS NULL, c.started_at DESC LIMIT 1`);
      const [ticket] = await sql<{ id: string }>(
        "SELECT t.id FROM ticket t JOIN person p ON p.id = t.handler_id WHERE p.login_name = 'agent3@demo.test' AND t.state = 'open' ORDER BY no LIMIT 1",
      );
      const rows = (p: Page) => p.getByRole("row").nth(3);
      const actions = (p: Page) => p.getByRole("toolbar", { name: /^(Actions|操作)$/ });
      const at = (address: string, shows: (page: Page) => Promise<void>) => look(page, each, address, shows);
      await at(
        "/workbench",
        visible((p) => p.getByRole("tab")),
      );
      await at("/workbench", async () => {
        await page.getByRole("status", { name: /Agent state|客服状态/ }).click();
        await expect(page.getByText(/Why am I not getting calls|为什么没有来电/)).toBeVisible();
      });
      await at(
        "/workbench",
        opens(/^(Dialpad|拨号盘)$/, (p) => p.getByRole("textbox", { name: /Phone number|电话号码/ })),
      );
      await at(
        "/workbench",
        opens(/^(Theme|外观)$/, (p) => p.getByRole("menuitem", { name: /^(Dark|深色)$/ })),
      );
      await at("/calls", visible(rows));
      await at(
        `/calls/${call?.id}`,
        visible((p) => p.getByRole("heading", { level: 2 }).nth(3)),
      );
      await at("/tickets/mine/waiting", visible(rows));
      await at("/tickets/all", async () => {
        await rows(page).click();
        await expect(actions(page)).toBeVisible();
      });
      await at(`/tickets/${ticket?.id}`, visible(actions));
      await at(
        "/tickets/mine/handling",
        opens(/^(New ticket|新建工单)$/, (p) => p.getByRole("dialog")),
      );
      await at(
        "/tickets/mine/handling",
        opens(/^(Notifications|通知)/, (p) => p.getByRole("region", { name: /Notifications|通知/ })),
      );
    });
});

test.describe("in the settings", () => {
  for (const each of LOOKS)
    test(`${each.language} ${each.appearance}`, async ({ browser }) => {
      test.setTimeout(240_000);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const refused: string[] = [];
      page.on("response", (answer) => answer.status() === 403 && refused.push(new URL(answer.url()).pathname));
      await signIn(page, "ops");
      const [type] = await sql<{ id: string }>("SELECT id FROM ticket_type WHERE code = 'after_sales'");
      const at = (address: string, shows: (page: Page) => Promise<void>) => look(page, each, address, shows);
      const textbox = visible((p) => p.getByRole("dialog").getByRole("textbox"));
      await at("/settings/tickets/fields?field=reason", textbox);
      await at("/settings/tickets/fields?field=bought_on", async () => {
        await page
          .getByRole("textbox", { name: /^(Earliest day|最早日期)$/ })
          .or(page.getByLabel(/^(Earliest day|最早日期)$/))
          .first()
          .click();
        await expect(page.getByRole("grid").or(page.locator(".ant-picker-content")).first()).toBeVisible();
      });
      await at(`/settings/tickets/types?type=${type?.id}`, textbox);
      await at(
        "/settings/tickets/templates",
        visible((p) => p.getByRole("table")),
      );
      await at("/settings/tickets/templates", async () => {
        await page.getByRole("link", { name: /^(Repair, standard|报修标准模板)/ }).click();
        await button(page, /^(Order number|订单号)/).click();
        await button(page, /^(Add condition|添加条件)$/).click();
        await expect(page.getByRole("group", { name: /^(Shown only when all of this holds|同时满足以下条件时显示)$/ })).toBeVisible();
      });
      const [rule] = await sql<{ id: string }>("SELECT id FROM automation_rule ORDER BY position LIMIT 1");
      await at("/settings/tickets/automation", async () => {
        await expect(page.getByRole("table")).toBeVisible();
        await expect(button(page, /^(Pause|暂停)$/).first()).toBeVisible();
      });
      await at(`/settings/tickets/automation?rule=${rule?.id}`, textbox);
      for (const tab of [/^(Try it|试运行)$/, /^(Log|执行记录)$/, /^(Versions|版本)$/])
        await at(`/settings/tickets/automation?rule=${rule?.id}`, async () => {
          await page.getByRole("tab", { name: tab }).click();
          await expect(page.getByRole("tabpanel")).toContainText(/\S/);
        });
      await at("/settings/tickets/categories?below=", textbox);
      await at("/settings/tickets/categories?import=", textbox);
      await at(`/settings/tickets/types/${type?.id}/flow`, async () => {
        const nodes = page.getByRole("button", { name: /^(First line|一线处理),/ });
        await nodes.click();
        await expect(page.getByRole("region", { name: /^(Node|节点)$/ })).toBeVisible();
      });
      expect(refused, "asked for what this person may not have").toEqual([]);
      await context.close();
    });
});

test.describe("in the settings of the system", () => {
  for (const each of LOOKS)
    test(`${each.language} ${each.appearance}`, async ({ browser }) => {
      test.setTimeout(120_000);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      await signIn(page, "admin");
      const main = visible((p) => p.getByRole("main").getByText(/\S/));
      for (const place of ["first-steps", "failed-jobs"]) await look(page, each, `/settings/system/${place}`, main);
      await look(
        page,
        each,
        "/settings/system/sip-traces",
        visible((p) => button(p, /^(Refresh|刷新)$/)),
      );
      await context.close();
    });
});
