import { expect, test } from "@playwright/test";
import { agentState, button, finishWork, goOffDuty, goOnDuty, signIn } from "./support/agent.ts";
import { allCustomersHangUp, customerHears, lineTo, numberBehaves } from "./support/carrier.ts";
import { expectAgentHears } from "./support/page-ear.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

async function dial(page: import("@playwright/test").Page, number: string): Promise<void> {
  await button(page, "Dialpad").click();
  await page.getByRole("textbox", { name: "Phone number" }).fill(number);
  await page.getByRole("button", { name: "Call", exact: true }).click();
}

test("a pasted number is called: ringing, talk, hang up", async ({ page }) => {
  await numberBehaves("+8613800130601", { kind: "answers", afterMs: 1_500, says: { kind: "tone", hz: 500 }, hangsUpAfterMs: null });
  await signIn(page, "agent4");
  await goOnDuty(page);
  await dial(page, "+86 138-0013-0601");
  await expect(agentState(page)).toHaveText(/^On call/);
  await expectAgentHears(page, 500);
  const line = await lineTo("13800130601");
  await customerHears(line.id, AGENT_HZ);
  await button(page, "Hang up").click();
  await finishWork(page, "Called back");
  await goOffDuty(page);
});

test("sound before the answer is heard", async ({ page }) => {
  await numberBehaves("+8613800130602", { kind: "early", says: { kind: "tone", hz: 620 }, forMs: 60_000, refusal: null });
  await signIn(page, "agent4");
  await goOnDuty(page);
  await dial(page, "13800130602");
  await expectAgentHears(page, 620);
  await button(page, "Hang up").click();
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await page.keyboard.press("Alt+KeyC");
  await expect(agentState(page), "nobody answered: there is nothing to sum up").toHaveText(/^Ready/);
  await goOffDuty(page);
});

for (const [ending, words] of [
  ["92", "Refused"],
  ["93", "Number not in service"],
  ["94", "Lines congested"],
  ["95", "Not reachable"],
] as const)
  test(`a number that fails is told as: ${words}`, async ({ page }) => {
    await signIn(page, "agent5");
    await goOnDuty(page);
    await dial(page, `138001306${ending}`);
    await expect(page.getByText(words).first()).toBeVisible();
    await finishWork(page, "Try later");
    await goOffDuty(page);
  });

test("a number that is busy asks for nothing: called from the quick actions by keys, one key goes on", async ({ page }) => {
  await signIn(page, "agent5");
  await goOnDuty(page);
  await button(page, "Quick actions").click();
  await page.keyboard.press("1");
  const number = page.getByRole("textbox", { name: "Phone number" });
  await expect(number).toBeFocused();
  await expect(number, "the key that opened it is not typed into it").not.toHaveValue(/1$/);
  await number.fill("13800130690");
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await expect(page.getByText("Busy").first()).toBeVisible();
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await expect(page.getByText("Not reached").first(), "the result is filled in").toBeVisible();
  await page.keyboard.press("Alt+KeyC");
  await expect(agentState(page)).toHaveText(/^Ready/);
  await goOffDuty(page);
  await page.goto("/calls");
  await page.getByText("Busy").first().click();
  await expect(page.getByText("Quick action", { exact: true }).first(), "the record says from where").toBeVisible();
});

test("off duty nobody can be called; the dialpad has the agent's states, also at 200 % zoom, where the call can be hung up", async ({
  page,
}) => {
  await numberBehaves("+8613800130603", { kind: "rings" });
  await page.setViewportSize({ width: 720, height: 450 });
  await signIn(page, "agent6");
  await expect(button(page, "My account"), "the header ends within the page").toBeInViewport({ ratio: 1 });
  await button(page, "Dialpad").click();
  const states = page.getByRole("group", { name: "Switch agent state" });
  const state = (name: string) => states.getByRole("button", { name, exact: true });
  await expect(state("Off duty")).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("textbox", { name: "Phone number" }).fill("13800130603");
  await expect(page.getByRole("button", { name: "Call", exact: true })).toBeDisabled();
  await state("Break").click();
  await page.getByRole("list", { name: "Take a break" }).getByRole("button", { name: /^Meal/ }).click();
  await expect(agentState(page)).toHaveText(/^Break \(meal\)/);
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await expect(agentState(page)).toHaveText(/^Ringing there/);
  await button(page, "Dialpad").click();
  await state("Off duty").click();
  await expect(state("Off duty"), "during the call it is what comes next").toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(button(page, "Hang up")).toBeInViewport({ ratio: 1 });
  await button(page, "Hang up").click();
  await expect(agentState(page), "nobody answered: nothing is left to do").toHaveText(/^Off duty/);
});
