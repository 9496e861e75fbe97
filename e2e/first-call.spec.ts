import { expect, test } from "@playwright/test";
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
import { expectAgentHears, expectAgentHearsSilence, microphoneEnergySent } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

/** A number that is nobody's yet. */
const aStranger = (): string => `+86139${String(Date.now()).slice(-8)}`;

test("a customer reaches an agent: both hear each other, hold plays music, keys arrive, the summary is saved, the recording plays", async ({
  page,
}) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls({ from: "+8613800130007", key: "1" });
  await customerHearsSomething(line.id);

  await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
  await expect(agentState(page)).toHaveText(/^Ringing/);
  expect(await microphoneEnergySent(page), "nothing of the microphone is sent before the answer").toBeLessThan(1e-6);
  await answer(page);
  await expectAgentHears(page, CUSTOMER_HZ);
  await customerHears(line.id, AGENT_HZ);

  await button(page, "Hold").click();
  await expectAgentHearsSilence(page);
  await customerDoesNotHear(line.id, AGENT_HZ);
  await customerHearsSomething(line.id);
  await button(page, "Resume").click();
  await expectAgentHears(page, CUSTOMER_HZ);
  await customerHears(line.id, AGENT_HZ);

  await button(page, "Mute").click();
  await customerDoesNotHear(line.id, AGENT_HZ);
  await button(page, "Unmute").click();
  await customerHears(line.id, AGENT_HZ);

  await button(page, "Keypad").click();
  for (const key of ["4", "2", "#"]) await button(page, new RegExp(`^(Key )?${key}$`)).click();
  await expect.poll(async () => (await lineNow(line.id)).keysHeard).toBe("42#");

  await button(page, "Hang up").click();
  await expect.poll(async () => (await lineNow(line.id)).state).toBe("ended");
  await finishWork(page);
  await expect(agentState(page)).toHaveText(/^Ready/);
  await goOffDuty(page);

  await page.goto("/calls");
  await page
    .getByText(/^Answered/)
    .first()
    .click();
  await expect(page.getByText("Broken lid").first()).toBeVisible();
  await button(page, "Correct").click();
  await page.getByRole("textbox", { name: "Issue" }).fill("Broken cup");
  await button(page, "Save correction").click();
  await page.getByText("Corrected once").click();
  await expect(page.getByRole("list", { name: "What it said before" }), "what it said before is kept").toContainText("Broken lid");
  const audio = page.locator("audio").first();
  await expect
    .poll(() => audio.evaluate((each: HTMLAudioElement) => each.duration), { message: "the recording has a length" })
    .toBeGreaterThan(2);
});

test("a caller who hangs up while it rings is taken from the screen", async ({ page }) => {
  await signIn(page, "agent2");
  await goOnDuty(page);
  const line = await customerCalls({ key: "1" });
  await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
  await customerHangsUp(line.id);
  await expect(incomingCall(page)).toBeHidden();
  await expect(agentState(page)).toHaveText(/^Ready/);

  const today = page.getByRole("region", { name: "Today" });
  await expect(today.getByRole("link", { name: /Calls$/ })).toBeVisible();
  await today.getByRole("link", { name: /Talk time$/ }).click();
  await expect(page).toHaveURL(/\/calls\?tab=mine&from=.+&result=answered/);
  await goOffDuty(page);
});

test("the page reloaded in mid-call comes back to the call with sound, and its unknown caller becomes a customer", async ({ page }) => {
  await signIn(page, "agent3");
  await goOnDuty(page);
  const line = await customerCalls({ from: aStranger(), key: "1" });
  await answer(page);
  await expectAgentHears(page, CUSTOMER_HZ);
  await page.reload();
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await expect(agentState(page)).toHaveText(/^On call/);
  expect((await lineNow(line.id)).state).toBe("talking");

  const name = `Newcomer ${Date.now()}`;
  await button(page, "Link to existing customer").click();
  await page.getByRole("textbox", { name: "Find a customer by name or number" }).fill(name);
  await expect(page.getByText(`Nobody found for “${name}”`)).toBeVisible();
  await button(page, "Create customer").click();
  const nameBox = page.getByRole("textbox", { name: "Name *" });
  await nameBox.fill(name);
  await nameBox.dispatchEvent("keydown", { key: "Escape", isComposing: true, bubbles: true });
  await expect(nameBox, "an input method that gives up a word closes nothing").toHaveValue(name);
  await button(page, "Save customer").click();
  await expect(button(page, /^Edit Name/)).toContainText(name);
  await expect(page.getByRole("region", { name: "Service track" })).toContainText("In progress");
  await expect(page.getByRole("region", { name: "Call", exact: true }).first()).toContainText(name);
  await button(page, "Hang up").click();
  await finishWork(page);
  await goOffDuty(page);
});
