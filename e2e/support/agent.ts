import { type BrowserContext, expect, type Page } from "@playwright/test";
import { withEar } from "./page-ear.ts";

export const PASSWORD = process.env.DEMO_PASSWORD ?? "clover-demo";

/** Who is signed in where: what the API does for a page (`ask`) it does as them. */
const accounts = new WeakMap<BrowserContext, string>();
const credentials = (account: string) => ({ loginName: `${account}@demo.test`, password: PASSWORD });

/**
 * Opens `address` as somebody who is signed in; without one, the page they come to. The form itself, which takes a page more, is driven by
 * `signInByHand`.
 */
export async function signIn(page: Page, account: string, address = "/"): Promise<void> {
  await withEar(page);
  const answer = await page.request.post("/api/auth/sign-in", { data: credentials(account) });
  expect(answer.ok(), `${account} signs in: ${answer.status()}`).toBe(true);
  accounts.set(page.context(), account);
  await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=en`);
  if (address === "/") await cameIn(page);
}

export async function signInByHand(page: Page, account: string): Promise<void> {
  await page.goto("/login?lang=en");
  await page.getByRole("textbox", { name: "Login name" }).fill(`${account}@demo.test`);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await cameIn(page);
}

/** Agents come to the workbench, others to the first page that is theirs. */
const cameIn = (page: Page): Promise<void> => expect(page).toHaveURL(/\/(workbench|calls|tickets)/);

/** One command to the API as who is signed in on the page, in a session of its own: for what a test only needs to be there. */
export async function ask(page: Page, method: "PUT" | "POST", path: string, body: object): Promise<void> {
  const send = (to: string, how: string, data: object, headers = {}) =>
    fetch(process.env.E2E_BASE_URL + to, {
      method: how,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(data),
    });
  const signedIn = await send("/api/auth/sign-in", "POST", credentials(accounts.get(page.context()) ?? ""));
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const answer = await send(path, method, body, { authorization: `Bearer ${accessToken}` });
  expect(answer.ok, `${method} ${path}: ${answer.status} ${await answer.text()}`).toBe(true);
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

/** The same on any other page, by the strip and its panel. */
export async function finishWorkBeside(page: Page, issue: string): Promise<void> {
  const strip = page.getByRole("region", { name: "Call", exact: true });
  await expect(agentState(page)).toHaveText(/^Wrap-up/);
  await strip.getByRole("button", { name: "Save summary" }).click();
  await page.getByRole("textbox", { name: "Issue" }).fill(issue);
  await page.keyboard.press("Alt+KeyS");
  await expect(page.getByRole("dialog", { name: "Summary" })).toBeHidden();
  await strip.getByRole("button", { name: "Continue work" }).click();
  await expect(strip).toBeHidden();
}
