import { type Browser, expect, type Page, test } from "@playwright/test";
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
import { displayName, ringTimePasses } from "./support/database.ts";
import { expectAgentHears } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

const bar = (page: Page) => page.getByRole("region", { name: "Call", exact: true });
const panel = (page: Page) => page.getByRole("dialog", { name: "Transfer" });

/** A colleague at a machine of their own, on duty behind the other key: calls of the first key do not ring there. */
async function colleagueOnDuty(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ permissions: ["microphone"], baseURL: test.info().project.use.baseURL })).newPage();
  await signIn(page, "agent5");
  await goOnDuty(page);
  return page;
}

async function asks(page: Page, name: string, note: string): Promise<void> {
  await button(page, "Transfer").click();
  await panel(page)
    .getByRole("textbox", { name: /Name, pinyin/ })
    .fill(name);
  await panel(page).getByRole("radio").check();
  await panel(page).getByRole("textbox", { name: "Note for the receiver" }).fill(note);
  await panel(page).getByRole("button", { name: "Consult" }).click();
  await expect(panel(page)).toBeHidden();
}

/** Who was only asked owes no summary. */
async function goesOn(page: Page): Promise<void> {
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await button(page, "Continue work").first().click();
  await expect(agentState(page)).toHaveText(/^Ready/);
}

test("a colleague is asked: swapped, back with the customer through a reload; asked again and given the customer, with note and summary", async ({
  page,
  browser,
}) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls({ from: "+8613800130007" });
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  const colleague = await colleagueOnDuty(browser);
  const [name, asker] = [await displayName("agent5"), await displayName("agent1")];
  await page.getByRole("textbox", { name: "Issue" }).fill("Lid arrived broken");

  await asks(page, name, "May I refund both?");
  await expect(bar(page)).toContainText(`Ringing at ${name}`);
  await customerDoesNotHear(line.id, AGENT_HZ);
  await customerHearsSomething(line.id);
  for (const text of [`${asker} asks for your advice`, "138 0013 0007", "May I refund both?", "Lid arrived broken"])
    await expect(incomingCall(colleague)).toContainText(text);

  // Not answered: the customer is back, with the reason.
  await ringTimePasses();
  await expect(bar(page)).toContainText(`${name} did not answer`);
  await customerHears(line.id, AGENT_HZ);
  await goOnDuty(colleague);

  await asks(page, name, "May I refund both?");
  await answer(colleague);
  await expect(bar(page)).toContainText(`You and ${name}`);
  await expect(bar(colleague)).toContainText(`You and ${asker}`);
  await expectAgentHears(page, AGENT_HZ);
  await expectAgentHears(colleague, AGENT_HZ);
  await customerDoesNotHear(line.id, AGENT_HZ);

  await page.reload();
  await expect(button(page, "Complete transfer")).toBeEnabled();
  await expectAgentHears(page, AGENT_HZ);
  await button(page, "Swap").click();
  await expect(bar(page)).toContainText(`You and the customer`);
  await expect(bar(colleague)).toContainText(`${asker} and the customer`);
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await button(page, "End consultation").click();
  await expect(button(page, "Hold")).toBeEnabled();
  await customerHears(line.id, AGENT_HZ);
  await goesOn(colleague);

  await asks(page, name, "Please refund both");
  await answer(colleague);
  await expectAgentHears(page, AGENT_HZ);
  await button(page, "Complete transfer").click();
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(colleague, CUSTOMER_HZ);
  await expect(button(colleague, "Transfer")).toBeEnabled();
  await expect(colleague.getByRole("region", { name: "Consultation" })).toContainText("Lid arrived broken");
  await expect(colleague.getByRole("region", { name: "Consultation" })).toContainText("Please refund both");
  await button(colleague, "Hang up").click();
  await expect.poll(async () => (await lineNow(line.id)).state).toBe("ended");
  await finishWork(colleague, "Refunded");
  await finishWork(page, "Lid arrived broken");
  await goOffDuty(colleague);
  await goOffDuty(page);
  await colleague.context().close();
});

test("a customer who hangs up meanwhile is told as gone; the agents talk on until one of them hangs up", async ({ page, browser }) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls();
  await answer(page);
  const colleague = await colleagueOnDuty(browser);
  await asks(page, await displayName("agent5"), "");
  await answer(colleague);
  await expectAgentHears(page, AGENT_HZ);
  await customerHangsUp(line.id);
  for (const each of [page, colleague]) await expect(bar(each)).toContainText("the customer hung up");
  await expectAgentHears(page, AGENT_HZ);
  await expectAgentHears(colleague, AGENT_HZ);
  await button(colleague, "Hang up").click();
  await goesOn(colleague);
  await finishWork(page, "Gone before the answer");
  await goOffDuty(colleague);
  await goOffDuty(page);
  await colleague.context().close();
});
