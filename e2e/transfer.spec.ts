import { type Browser, expect, type Page, test } from "@playwright/test";
import { agentState, answer, button, finishWork, goOffDuty, goOnDuty, incomingCall, signIn } from "./support/agent.ts";
import {
  allCustomersHangUp,
  CUSTOMER_HZ,
  customerCalls,
  customerDoesNotHear,
  customerHears,
  customerHearsSomething,
} from "./support/carrier.ts";
import { displayName, ringTimePasses } from "./support/database.ts";
import { expectAgentHears } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

const strip = (page: Page) => page.getByRole("region", { name: "Call", exact: true });
const panel = (page: Page) => page.getByRole("dialog", { name: "Transfer" });

/** A colleague at a machine of their own, on duty behind the other key: calls of the first key do not ring there. */
async function colleagueOnDuty(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ permissions: ["microphone"], baseURL: test.info().project.use.baseURL })).newPage();
  await signIn(page, "agent5");
  await goOnDuty(page);
  return page;
}

test("a call is given to a colleague with a note: not answered it comes back with the reason, then the colleague takes it with the summary", async ({
  page,
  browser,
}) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls({ from: "+8613800130007" });
  await answer(page);
  await expectAgentHears(page, CUSTOMER_HZ);
  const colleague = await colleagueOnDuty(browser);
  const name = await displayName("agent5");
  await page.getByRole("textbox", { name: "Issue" }).fill("Lid arrived broken");

  // By keys alone: open, find, choose, write, transfer.
  const give = async () => {
    await page.keyboard.press("Alt+KeyT");
    await expect(panel(page).getByRole("textbox", { name: /Name, pinyin/ })).toBeFocused();
    await page.keyboard.type(name);
    await expect(panel(page).getByRole("radio")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Refund promised for today");
    await page.keyboard.press("Control+Enter");
    await expect(panel(page)).toBeHidden();
    await expect(agentState(page)).toHaveText(/^Wrap-up/);
  };
  await give();
  await expect(strip(page)).toContainText("Ringing at");
  await expect(incomingCall(colleague)).toContainText("Refund promised for today");
  await expect(incomingCall(colleague)).toContainText("138 0013 0007");
  await expect(incomingCall(colleague)).toContainText("Lid arrived broken");
  await customerDoesNotHear(line.id, AGENT_HZ);
  await customerHearsSomething(line.id);

  await ringTimePasses();
  await expect(incomingCall(page)).toContainText("did not answer");
  await expect(agentState(colleague)).not.toHaveText(/^Ringing/);
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);
  await expect(page.getByRole("textbox", { name: "Issue" }), "the draft is still there").toHaveValue("Lid arrived broken");

  await goOnDuty(colleague);
  await give();
  await answer(colleague);
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(colleague, CUSTOMER_HZ);
  await expect(strip(page)).toContainText("took the call");
  await expect(colleague.getByRole("region", { name: "Transfer" })).toContainText("Lid arrived broken");
  await button(colleague, "Hang up").click();
  await finishWork(colleague, "Refunded");
  await finishWork(page, "Lid arrived broken");
  await goOffDuty(colleague);
  await goOffDuty(page);
  await colleague.context().close();
});
