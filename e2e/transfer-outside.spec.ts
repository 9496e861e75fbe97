import { expect, type Page, test } from "@playwright/test";
import { agentState, answer, button, finishWork, goOffDuty, goOnDuty, incomingCall, signIn } from "./support/agent.ts";
import {
  allCustomersHangUp,
  CUSTOMER_HZ,
  customerCalls,
  customerHangsUp,
  customerHears,
  lineNow,
  lineTo,
  numberBehaves,
} from "./support/carrier.ts";
import { foreignTexts } from "./support/language.ts";
import { expectAgentHears } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

const OUTSIDE_HZ = 620;
const panel = (page: Page, name = "Transfer") => page.getByRole("dialog", { name });
const search = (page: Page) => panel(page).getByRole("textbox", { name: /telephone number/ });

test("a call is given to a number outside: busy it comes back with the reason, answered the two talk without the agent", async ({
  page,
}) => {
  await numberBehaves("+8613800130621", { kind: "answers", afterMs: 1_500, says: { kind: "tone", hz: OUTSIDE_HZ }, hangsUpAfterMs: null });
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls({ from: "+8613800130017" });
  await answer(page);
  await expectAgentHears(page, CUSTOMER_HZ);

  // By keys alone: open, paste, choose, write, transfer. 90 is busy.
  await page.keyboard.press("Alt+KeyT");
  await expect(search(page)).toBeFocused();
  await page.keyboard.insertText("+86 138-0013-0690");
  await expect(panel(page).getByRole("radio", { name: /138 0013 0690/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("combobox", { name: "Caller number" })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Courier, about the parcel");
  await page.keyboard.press("Control+Enter");
  await expect(panel(page)).toBeHidden();
  await expect(incomingCall(page)).toContainText("138 0013 0690 is busy");
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  await expectAgentHears(page, CUSTOMER_HZ);

  await button(page, /^Transfer/).click();
  await search(page).fill("13800130621");
  await panel(page)
    .getByRole("radio", { name: /138 0013 0621/ })
    .check();
  await panel(page).getByRole("button", { name: "Transfer now" }).click();
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await customerHears(line.id, OUTSIDE_HZ);
  const outside = await lineTo("13800130621");
  await customerHears(outside.id, CUSTOMER_HZ);
  await expect(page.getByRole("region", { name: "Call", exact: true })).toContainText("138 0013 0621 took the call");
  await finishWork(page, "Given to the courier");
  await expect(agentState(page), "the agent is free while the two talk").toHaveText(/^Ready/);

  await customerHangsUp(outside.id);
  await expect.poll(async () => (await lineNow(line.id)).state, { message: "the customer's line ends with the outside one" }).toBe("ended");
  await page.goto("/calls");
  await page.getByRole("row").filter({ hasText: "138 0013 0017" }).first().click();
  await expect(page.getByText(/Outside number 138 0013 0621/)).toBeVisible();
  await expect(page.getByText("Outside number hung up").first()).toBeVisible();
  await goOffDuty(page);
});

test("in Chinese: numbers that cannot be called say why, and cannot be chosen", async ({ page }) => {
  await signIn(page, "agent1");
  await page.goto("/workbench?lang=zh");
  await page.getByRole("button", { name: "上班" }).click();
  await customerCalls({ from: "+8613800130018" });
  await page.getByRole("dialog").getByRole("button", { name: /^接听/ }).click();
  await page.getByRole("button", { name: /^转接/ }).click();
  const box = panel(page, "转接");
  const typed = box.getByRole("textbox", { name: /外部号码/ });
  for (const [number, words] of [
    ["110", "紧急号码不能从这里拨打"],
    ["1380013062", "少一位"],
    ["13800130018", "这是客户自己的号码"],
  ] as const) {
    await typed.fill(number);
    await expect(box).toContainText(words);
    await expect(box.getByRole("radio")).toHaveCount(0);
  }
  await typed.fill("１３８００１３０６２２");
  await box.getByRole("radio", { name: /138 0013 0622/ }).check();
  await expect(box).toContainText("再听 138 0013 0622 的回铃声");
  await expect(box.getByRole("button", { name: "立即转接" })).toBeEnabled();
  expect(await foreignTexts(page, "zh")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^挂断/ }).click();
  await page.goto("/workbench?lang=en");
  await finishWork(page);
  await goOffDuty(page);
});
