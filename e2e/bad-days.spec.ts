import { expect, type Page, test } from "@playwright/test";
import { agentState, answer, button, finishWork, goOffDuty, goOnDuty, incomingCall, signIn } from "./support/agent.ts";
import {
  allCustomersHangUp,
  CUSTOMER_HZ,
  customerCalls,
  customerDoesNotHear,
  customerHangsUp,
  customerHears,
  customerHearsSomething,
  lineNow,
} from "./support/carrier.ts";
import { agentRow, graceTimePasses } from "./support/database.ts";
import { expectAgentHears } from "./support/page-ear.ts";
import { killHard } from "./support/processes.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

test("the api dies in mid-call: the sound goes on, afterwards the page controls the call again", async ({ page }) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls();
  await answer(page);
  await expectAgentHears(page, CUSTOMER_HZ);
  await killHard("api");
  expect((await lineNow(line.id)).state).toBe("talking");
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await expect(agentState(page)).toHaveText(/^On call/, { timeout: 15_000 });
  await button(page, "Hold").click();
  await button(page, "Resume").click();
  await customerHears(line.id, AGENT_HZ);
  await button(page, "Hang up").click();
  await expect.poll(async () => (await lineNow(line.id)).state).toBe("ended");
  await finishWork(page);
  await goOffDuty(page);
});

test("the api dies while a caller is in the menu: the caller still reaches an agent", async ({ page }) => {
  await signIn(page, "agent2");
  await goOnDuty(page);
  const line = await customerCalls();
  await customerHearsSomething(line.id);
  await killHard("api");
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  await customerHangsUp(line.id);
  await finishWork(page);
  await goOffDuty(page);
});

test("the voice service dies in mid-call: the agent is told, and takes the next call soon after", async ({ page }) => {
  await signIn(page, "agent3");
  await goOnDuty(page);
  await customerCalls();
  await answer(page);
  await killHard("voice");
  await expect(agentState(page)).toHaveText(/^Wrap-up/, { timeout: 10_000 });
  await expect(page.getByText("Voice service lost").first()).toBeVisible();
  await finishWork(page, "Cut off by us");
  const next = await customerCalls();
  await answer(page);
  await customerHears(next.id, AGENT_HZ);
  await button(page, "Hang up").click();
  await finishWork(page);
  await goOffDuty(page);
});

test("PostgreSQL restarts in mid-call: the sound goes on, and the call can be ended afterwards", async ({ page }) => {
  await signIn(page, "agent4");
  await goOnDuty(page);
  const line = await customerCalls();
  await answer(page);
  await killHard("postgres");
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await button(page, "Hang up").click();
  await expect.poll(async () => (await lineNow(line.id)).state, { timeout: 15_000 }).toBe("ended");
  await finishWork(page);
  await goOffDuty(page);
});

test("a part of the page that can no longer be loaded says so, and the call beside it goes on", async ({ page }) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls();
  await answer(page);
  await expectAgentHears(page, CUSTOMER_HZ);
  // As after an upgrade: the files of this page's version are gone.
  await page.route("**/assets/*.js", (route) => route.fulfill({ status: 404 }));
  await button(page, "Dialpad").click();
  await expect(page.getByText("This part could not be loaded")).toBeVisible();
  await page.keyboard.press("Escape");
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await button(page, "Hang up").click();
  await expect.poll(async () => (await lineNow(line.id)).state).toBe("ended");
  await page.unrouteAll();
  await page.reload();
  await finishWork(page);
  await goOffDuty(page);
});

test("two tabs: one owns the sound, the other shows the call and takes it over when asked", async ({ page, context }) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls();
  await answer(page);
  const second = await context.newPage();
  await second.goto("/workbench?lang=en");
  await expect(agentState(second)).toHaveText(/^On call/);
  await second
    .getByRole("button", { name: /take over/i })
    .first()
    .click();
  await expect(second.getByRole("button", { name: /take over/i })).toHaveCount(0);
  await customerHears(line.id, AGENT_HZ);
  await page.close();
  await customerHears(line.id, AGENT_HZ);
  expect((await lineNow(line.id)).state).toBe("talking");
  await button(second, "Hang up").click();
  await finishWork(second);
  await goOffDuty(second);
});

test("a call that begins while a page still opens its connection is on that page too", async ({ page, context }) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const second = await context.newPage();
  const [fetched, letThrough] = [second.waitForResponse(/\/api\/workbench$/), await holdSocket(second)];
  await second.goto("/workbench?lang=en");
  await fetched;
  const line = await customerCalls();
  await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
  await expect(incomingCall(second)).toBeHidden();
  letThrough();
  await expect(incomingCall(second)).toBeVisible();
  await customerHangsUp(line.id);
  await second.close();
  await goOffDuty(page);
});

/** Holds what the page says over its socket until it is let through. */
async function holdSocket(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const through = new Promise<void>((resolve) => (letThrough = resolve));
  await page.routeWebSocket(/\/socket\//, async (socket) => {
    await through;
    socket.connectToServer();
  });
  return letThrough;
}

test("the page closed in mid-call and opened on another machine goes on with the call", async ({ page, browser }) => {
  await signIn(page, "agent2");
  await goOnDuty(page);
  const line = await customerCalls();
  await answer(page);
  await page.context().close();
  const elsewhere = await (await browser.newContext({ permissions: ["microphone"] })).newPage();
  await signIn(elsewhere, "agent2");
  await expect(agentState(elsewhere)).toHaveText(/^On call/);
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(elsewhere, CUSTOMER_HZ);
  await button(elsewhere, "Hang up").click();
  await finishWork(elsewhere);
  await goOffDuty(elsewhere);
  await elsewhere.context().close();
});

test("the page closed for good in mid-call: the customer hears music, then a colleague; the first agent's summary stays to finish", async ({
  page,
  browser,
}) => {
  const context = await browser.newContext({ permissions: ["microphone"] });
  const lost = await context.newPage();
  await signIn(lost, "agent5");
  await goOnDuty(lost);
  const line = await customerCalls({ key: "2" });
  await answer(lost);
  await lost.getByRole("textbox", { name: "Issue" }).fill("Refund not paid");
  await expect(lost.getByText(/draft saved/i)).toBeVisible();
  await customerHears(line.id, AGENT_HZ);
  await signIn(page, "agent6");
  await goOnDuty(page);

  await context.close();
  await expect.poll(async () => (await agentRow("agent5")).connected, { message: "the page is missed" }).toBe(false);
  await customerDoesNotHear(line.id, AGENT_HZ);
  await customerHearsSomething(line.id, 20_000);
  await expect(incomingCall(page)).toBeHidden();
  await graceTimePasses("agent5");
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  await button(page, "Hang up").click();
  await finishWork(page);
  await goOffDuty(page);

  await page.goto("/calls");
  await page.getByRole("row").nth(1).click();
  const parties = page.getByRole("region", { name: "Parties" }).getByRole("listitem");
  await expect(parties).toHaveText([/page lost, not back within the grace time/, /hung up/]);
  await expect(page.getByText("the agent was disconnected, put first")).toBeVisible();

  const again = await (await browser.newContext({ permissions: ["microphone"] })).newPage();
  await signIn(again, "agent5");
  await expect(agentState(again)).toHaveText(/^Off duty/);
  await again.getByRole("tab", { name: /^Ended/ }).click();
  await again.getByRole("listitem").filter({ hasText: "Summary missing" }).first().click();
  await expect(again.getByRole("textbox", { name: "Issue" })).toHaveValue("Refund not paid");
  await button(again, "Save summary").click();
  await expect(again.getByText(/saved/i).first()).toBeVisible();
  await again.context().close();
});

test("a refused microphone is told, and nobody goes on duty without one", async ({ browser }) => {
  const context = await browser.newContext({ permissions: [] });
  const page = await context.newPage();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("Permission denied", "NotAllowedError"));
  });
  await signIn(page, "agent5");
  await button(page, "Go on duty").first().click();
  await expect(page.getByText(/microphone/i).first()).toBeVisible();
  await expect(agentState(page)).toHaveText(/^Off duty/);
  await context.close();
});

test("an agent who lets it ring goes to the missed break, and the caller to the next agent", async ({ page, browser }) => {
  test.setTimeout(90_000);
  await signIn(page, "agent5");
  await goOnDuty(page);
  const line = await customerCalls({ key: "2" });
  await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
  const context = await browser.newContext({ permissions: ["microphone"] });
  const other = await context.newPage();
  await signIn(other, "agent6");
  await goOnDuty(other);
  await expect(agentState(page)).toHaveText(/^Break/, { timeout: 30_000 });
  await expect(incomingCall(page)).toBeHidden();
  await answer(other);
  await customerHears(line.id, AGENT_HZ);
  await button(other, "Hang up").click();
  await finishWork(other);
  await goOffDuty(other);
  await context.close();
  await goOffDuty(page);
});
