import { type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { agentState, answer, button, finishWork, goOffDuty, goOnDuty, incomingCall, signIn } from "./support/agent.ts";
import { clickNews, inBackground, newsIn, notesRungIn, openNewsIn } from "./support/away.ts";
import {
  allCustomersHangUp,
  CUSTOMER_HZ,
  customerCalls,
  customerDoesNotHear,
  customerHangsUp,
  customerHears,
  lineNow,
} from "./support/carrier.ts";
import { agentRow, sql } from "./support/database.ts";
import { expectAgentHears } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

/** Notes of two rings. */
const RUNG = 8;

test.describe
  .serial("an agent who looks elsewhere", () => {
    let context: BrowserContext;
    let page: Page;
    let other: Page;

    test.beforeAll(async ({ browser }) => {
      context = await browser.newContext({
        permissions: ["microphone", "notifications"],
        locale: "zh-CN",
        viewport: { width: 1440, height: 900 },
      });
      page = await context.newPage();
      await inBackground(page);
      await signIn(page, "agent1");
      await goOnDuty(page);
      other = await context.newPage();
      await inBackground(other);
      await other.goto("/calls?lang=en");
      await expect(agentState(other)).toHaveText(/^Ready/);
    });
    test.afterAll(async () => {
      await goOffDuty(page);
      await context.close();
    });

    test("is told of a call by one notification and one ring, from the tab with the sound, wherever that goes", async () => {
      const line = await customerCalls({ from: "+8613800130007" });
      await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
      await expect(incomingCall(other)).toBeVisible();
      await expect.poll(() => notesRungIn(page)).toBeGreaterThanOrEqual(RUNG);
      expect(await notesRungIn(other), "the other tab is silent").toBe(0);
      const [news, ...more] = await newsIn(page);
      expect(more).toEqual([]);
      expect(await newsIn(other)).toEqual([]);
      expect(news).toMatchObject({ open: true });
      expect(`${news?.title} ${news?.body}`).toContain("138 0013 0007");
      expect(news?.body).toContain("Clover service line › After-sales");

      await button(other, /Take over here/)
        .first()
        .click();
      await expect.poll(() => openNewsIn(page)).toEqual([]);
      const before = await notesRungIn(page);
      await expect.poll(() => notesRungIn(other)).toBeGreaterThanOrEqual(RUNG);
      expect(await notesRungIn(page), "the ring has moved").toBe(before);
      expect(await openNewsIn(other)).toHaveLength(1);
      expect(await clickNews(other), "a click brings the page forward").toBe(1);
      expect(await openNewsIn(other)).toEqual([]);

      await customerHangsUp(line.id);
      await expect(incomingCall(page)).toBeHidden();
      await expect(incomingCall(other)).toBeHidden();
      await other.close();
    });

    test("loses the notification when the call is gone, and when it is answered", async () => {
      await page.reload();
      const gone = await customerCalls();
      await expect.poll(() => openNewsIn(page), { timeout: 20_000 }).toHaveLength(1);
      await customerHangsUp(gone.id);
      await expect.poll(() => openNewsIn(page)).toEqual([]);

      await customerCalls();
      await expect.poll(() => openNewsIn(page), { timeout: 20_000 }).toHaveLength(1);
      await answer(page);
      await expect.poll(() => openNewsIn(page)).toEqual([]);
      expect(await newsIn(page)).toHaveLength(2);
      await button(page, "Hang up").click();
      await finishWork(page);
    });

    test("has the call in a floating window: it is answered, muted and hung up there, and closing the window loses nothing", async () => {
      const line = await customerCalls();
      await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
      const floats = () => button(page, "Float above other windows").first().click();
      let [floating] = await Promise.all([context.waitForEvent("page"), floats()]);
      await button(floating, "Answer").click();
      await expect(agentState(page)).toHaveText(/^On call/);
      await customerHears(line.id, AGENT_HZ);

      await button(floating, "Mute").click();
      await customerDoesNotHear(line.id, AGENT_HZ);
      await button(floating, "Unmute").click();
      await customerHears(line.id, AGENT_HZ);

      await page.getByRole("tab", { name: /^Ended/ }).click();
      await page.getByText("Summary saved").first().click();
      await expect(button(floating, "Hang up"), "looking at another call takes nothing away").toBeEnabled();

      await floating.close();
      expect((await lineNow(line.id)).state).toBe("talking");
      await page.getByRole("tab", { name: /^In service/ }).click();
      await page.getByRole("region", { name: "Service list" }).getByText("138").first().click();
      [floating] = await Promise.all([context.waitForEvent("page"), floats()]);
      await expect(button(floating, "Hold")).toBeEnabled();
      await button(page, "Back into the page").click();
      await expect.poll(() => floating.isClosed()).toBe(true);
      await expectAgentHears(page, CUSTOMER_HZ);

      [floating] = await Promise.all([context.waitForEvent("page"), floats()]);
      await button(floating, "Hang up").click();
      await finishWork(page);
      await expect(button(floating, "Hang up")).toBeHidden();
    });
  });

test("a laptop that fell asleep is not routed to; awake again it has its state, and the caller", async ({ browserName }, { project }) => {
  expect(browserName).toBe("chromium");
  const { launchOptions } = project.use;
  const server = await chromium.launchServer(launchOptions);
  // Chromium's whole process group stands still, as on a machine that sleeps: its sockets stay open and nobody answers.
  const laptop = -(server.process().pid ?? 0);
  const browser = await chromium.connect(server.wsEndpoint());
  const page = await (await browser.newContext({ permissions: ["microphone"], baseURL: project.use.baseURL })).newPage();
  await signIn(page, "agent2");
  await goOnDuty(page);

  process.kill(laptop, "SIGSTOP");
  try {
    await expect.poll(async () => (await agentRow("agent2")).connected, { message: "its lease runs out", timeout: 30_000 }).toBe(false);
    const line = await customerCalls();
    const waiting = () => sql("SELECT FROM queue_entry WHERE offered_to IS NULL");
    await expect.poll(waiting, { message: "the caller waits, offered to nobody", timeout: 20_000 }).toHaveLength(1);
    expect((await agentRow("agent2")).state).toBe("ready");

    process.kill(laptop, "SIGCONT");
    await answer(page);
    await customerHears(line.id, AGENT_HZ);
    await expectAgentHears(page, CUSTOMER_HZ);
  } finally {
    process.kill(laptop, "SIGCONT");
  }
  await button(page, "Hang up").click();
  await finishWork(page);
  await goOffDuty(page);
  await server.close();
});
