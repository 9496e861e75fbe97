import { expect, test } from "@playwright/test";
import { agentState, answer, button, goOffDuty, goOnDuty, signIn } from "./support/agent.ts";
import { allCustomersHangUp, customerCalls, customerDoesNotHear, customerHears, lineNow } from "./support/carrier.ts";
import { pick } from "./support/pick.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

test("the call goes with the agent: on the tickets it is muted, held, hung up and summed up, and a ticket is made beside it", async ({
  page,
}) => {
  const title = `Called about the lid ${Date.now()}`;
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls({ from: "+8613800130007" });
  await answer(page);
  await customerHears(line.id, AGENT_HZ);

  await page.getByRole("link", { name: "Tickets" }).click();
  const strip = page.getByRole("region", { name: "Call" });
  const inStrip = (name: string) => strip.getByRole("button", { name, exact: true });
  await expect(strip).toContainText("138 0013 0007");
  await page.getByRole("searchbox", { name: "Find tickets" }).focus();
  await page.keyboard.press("Alt+KeyM");
  await expect(inStrip("Unmute")).toBeVisible();
  await customerDoesNotHear(line.id, AGENT_HZ);
  await page.keyboard.press("Alt+KeyM");
  await page.keyboard.press("Alt+KeyH");
  await expect(inStrip("Resume")).toBeVisible();
  await page.keyboard.press("Alt+KeyH");
  await expect(inStrip("Hold")).toBeEnabled();
  await page.keyboard.press("Alt+KeyK");
  await expect(strip.getByRole("group", { name: "Keypad" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(strip.getByRole("group", { name: "Keypad" })).toBeHidden();
  await expect(page.getByRole("searchbox", { name: "Find tickets" }), "nothing was typed, the focus is back").toBeFocused();
  await expect(page.getByRole("searchbox", { name: "Find tickets" })).toHaveValue("");

  await button(page, "New ticket").click();
  const beside = page.getByRole("dialog", { name: "New ticket" });
  const customer = beside.getByRole("searchbox", { name: "Customer" });
  await expect(customer, "the form begins where one types").toBeFocused();
  await expect(customer, "it is the caller's, also from a list").toHaveValue("138 0013 0007");
  await expect(button(page, "Create ticket")).toBeInViewport({ ratio: 1 });
  await pick(page, "Type *", "After-sales");
  await beside.getByRole("textbox", { name: "Title *" }).fill(title);
  await pick(page, "Reason", "Quality");
  await inStrip("Hang up").click({ trial: true });
  await button(page, "Create ticket").click();
  await expect(beside).toBeHidden();
  await expect(page).toHaveURL(/\/tickets\/mine\//);
  await expect(button(page, "New ticket"), "back where the agent was").toBeFocused();

  await inStrip("Hang up").click();
  await expect.poll(async () => (await lineNow(line.id)).state).toBe("ended");
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await expect(inStrip("Summary"), "the focus stays at the call").toBeFocused();
  await inStrip("Save summary").click();
  const issue = page.getByRole("textbox", { name: "Issue" });
  await expect(issue, "it asks for what is missing").toBeFocused();
  await issue.fill("Lid does not close");
  await page.keyboard.press("Alt+KeyS");
  await expect(page.getByRole("dialog", { name: "Summary" })).toBeHidden();
  await inStrip("Continue work").click();
  await expect(strip).toBeHidden();
  await expect(agentState(page)).toHaveText(/^Ready/);
  await goOffDuty(page);
});
