import { expect, type Page } from "@playwright/test";
import { withEar } from "./page-ear.ts";

export const PASSWORD = process.env.DEMO_PASSWORD ?? "clover-demo";

export async function signIn(page: Page, account: string): Promise<void> {
  await withEar(page);
  await page.goto("/login?lang=en");
  await page.getByRole("textbox", { name: "Login name" }).fill(`${account}@demo.test`);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  // Agents come to the workbench, others to the first page that is theirs.
  await expect(page).toHaveURL(/\/(workbench|calls|tickets)/);
}

export const agentState = (page: Page) => page.getByRole("status", { name: "Agent state" });
export const incomingCall = (page: Page) => page.getByRole("dialog", { name: "Incoming call" });
export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });

export const inState = async (page: Page, state: string): Promise<boolean> =>
  ((await agentState(page).textContent()) ?? "").trim().startsWith(state);

/** The state buttons live in the header, behind its menu where they do not fit. */
async function stateButton(page: Page, name: string): Promise<void> {
  const visible = button(page, name).first();
  if (!(await visible.isVisible())) await agentState(page).click();
  await visible.click();
}

export async function goOnDuty(page: Page): Promise<void> {
  await expect(agentState(page)).toBeVisible();
  // A test before this one may have failed in the middle of a call.
  if (await inState(page, "On call")) await button(page, "Hang up").click();
  if (await inState(page, "Wrap-up")) await finishWork(page, "Left over");
  if (!(await inState(page, "Ready"))) await stateButton(page, "Go on duty");
  await expect(agentState(page)).toHaveText(/^Ready/);
}

export async function goOffDuty(page: Page): Promise<void> {
  await stateButton(page, "Go off duty");
  await expect(agentState(page)).toHaveText(/^Off duty/);
}

export async function answer(page: Page): Promise<void> {
  await expect(incomingCall(page)).toBeVisible({ timeout: 20_000 });
  await incomingCall(page).getByRole("button", { name: "Answer" }).click();
  await expect(agentState(page)).toHaveText(/^On call/);
}

/** From wrap-up through the summary back to where the agent came from. */
export async function finishWork(page: Page, issue = "Broken lid"): Promise<void> {
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await page.getByRole("textbox", { name: "Issue" }).fill(issue);
  await button(page, "Save summary").click();
  await expect(page.getByText(/saved/i).first()).toBeVisible();
  await button(page, "Continue work").first().click();
  await expect(agentState(page)).not.toHaveText(/^Wrap-up/);
}
