import { expect, test } from "@playwright/test";
import { agentState, answer, button, finishWork, goOffDuty, goOnDuty, incomingCall, signIn } from "./support/agent.ts";
import { allCustomersHangUp, CUSTOMER_HZ, customerCalls, customerDoesNotHear, customerHears } from "./support/carrier.ts";
import { settings, sql } from "./support/database.ts";
import { MICROPHONES, plugIn, pull, withHeadset } from "./support/headset.ts";
import { expectAgentHears, microphoneInUse } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

test("a microphone pulled out in mid-call is told, the call goes on with another one, and comes back when there was none", async ({
  page,
}) => {
  const [first, second] = MICROPHONES;
  await withHeadset(page);
  await signIn(page, "agent5");
  await goOnDuty(page);
  const line = await customerCalls({ key: "2" });
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  expect(await microphoneInUse(page)).toBe(first);

  await pull(page, [first]);
  await expect(page.getByText(`The microphone was unplugged. The call goes on with: ${second}`)).toBeVisible();
  await expect.poll(() => microphoneInUse(page)).toBe(second);
  await customerHears(line.id, AGENT_HZ);

  await pull(page, MICROPHONES);
  const alarm = page.getByRole("region", { name: "Call" }).getByRole("alert");
  await expect(alarm).toContainText("no other one is there");
  await customerDoesNotHear(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await expect(agentState(page)).toHaveText(/^On call/);

  await plugIn(page);
  await expect(alarm).toBeHidden();
  await expect(page.getByText(`The microphone is back: ${first}`)).toBeVisible();
  await customerHears(line.id, AGENT_HZ);

  await button(page, "Hang up").click();
  await finishWork(page);
  await goOffDuty(page);
});

test("the chosen microphone is taken again as soon as it is plugged in again", async ({ page }) => {
  const [first, second] = MICROPHONES;
  await withHeadset(page);
  await signIn(page, "agent6");
  await goOnDuty(page);
  await agentState(page).click();
  await page.getByRole("combobox", { name: "Microphone" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: second }).click();
  await page.keyboard.press("Escape");
  const line = await customerCalls({ key: "2" });
  await answer(page);
  await expect.poll(() => microphoneInUse(page)).toBe(second);
  await pull(page, [second]);
  await expect.poll(() => microphoneInUse(page)).toBe(first);
  await plugIn(page);
  await expect.poll(() => microphoneInUse(page)).toBe(second);
  await customerHears(line.id, AGENT_HZ);
  await button(page, "Hang up").click();
  await finishWork(page);
  await goOffDuty(page);
});

test("nobody goes on duty without a microphone; with one plugged in the check passes", async ({ page }) => {
  await withHeadset(page);
  await signIn(page, "agent7");
  await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true })); // names are known from here on
  await pull(page, MICROPHONES);
  await button(page, "Go on duty").first().click();
  await expect(page.getByText("No microphone was found. Plug in the headset, then check again.")).toBeVisible();
  await expect(agentState(page)).toHaveText(/^Off duty/);
  await plugIn(page);
  await button(page, "Check again").click();
  await expect(agentState(page)).toHaveText(/^Ready/);
  await goOffDuty(page);
});

test.describe("automatic answering", () => {
  const DELAY_MS = 2_000;
  test.beforeEach(() => settings({ autoAnswer: true, autoAnswerDelayMs: DELAY_MS }));
  test.afterEach(() => settings({ autoAnswer: undefined, autoAnswerDelayMs: undefined }));

  test("answers by itself after the delay of the settings, tells so before, and both hear each other", async ({ page }) => {
    await signIn(page, "agent8");
    await goOnDuty(page);
    const line = await customerCalls({ key: "2" });
    await expect(incomingCall(page)).toContainText(/Answers by itself in \d s/, { timeout: 20_000 });
    await expect(agentState(page)).toHaveText(/^On call/);
    await customerHears(line.id, AGENT_HZ);
    await expectAgentHears(page, CUSTOMER_HZ);
    await button(page, "Hang up").click();
    await finishWork(page);
    await goOffDuty(page);
    const [call] = await sql<{ ring_ms: number }>("SELECT ring_ms FROM call_part ORDER BY started_at DESC LIMIT 1");
    expect(call?.ring_ms).toBeGreaterThanOrEqual(DELAY_MS);
    expect(call?.ring_ms).toBeLessThan(DELAY_MS + 4_000);
  });

  test("does not answer without a microphone, and does once it is plugged in", async ({ page }) => {
    await withHeadset(page);
    await signIn(page, "agent8");
    await goOnDuty(page);
    await pull(page, MICROPHONES);
    const line = await customerCalls({ key: "2" });
    await expect(incomingCall(page)).toContainText("No microphone was found", { timeout: 20_000 });
    const ringingFor = async () => {
      const [call] = await sql<{ ms: number }>(
        "SELECT extract(epoch FROM now() - started_at) * 1000 AS ms FROM call_part WHERE state = 'ringing' ORDER BY started_at DESC LIMIT 1",
      );
      return Number(call?.ms ?? 0);
    };
    await expect.poll(ringingFor, { message: "it goes on ringing", timeout: 15_000 }).toBeGreaterThan(DELAY_MS * 2);
    await expect(incomingCall(page)).not.toContainText("Answers by itself");
    await plugIn(page);
    await expect(agentState(page)).toHaveText(/^On call/);
    await customerHears(line.id, AGENT_HZ);
    await button(page, "Hang up").click();
    await finishWork(page);
    await goOffDuty(page);
  });
});
