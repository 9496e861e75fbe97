import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { agentState, button, finishWorkBeside, goOffDuty, goOnDuty, signIn } from "./support/agent.ts";
import { allCustomersHangUp, customerHears, lineTo } from "./support/carrier.ts";
import { pick } from "./support/pick.ts";
import { action, createTicket, newestOf, standsAt, take, toolbar, track } from "./support/tickets.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterAll(allCustomersHangUp);

const result = (panel: Locator) => panel.getByRole("textbox", { name: "Result *" }).fill("Settled with the customer");

/** The demo's four ways of work, with somebody of their first and second line. */
const FLOWS = [
  { type: "Complaint", first: "agent14", second: "agent9", ending: result },
  { type: "After-sales", first: "agent1", second: "agent14", ending: (panel: Locator) => pick(panel.page(), "Solution *", "Refund") },
  { type: "Repair", first: "agent20", second: "agent1", ending: result },
  { type: "Outbound visit", first: "agent26", second: "agent14", ending: (panel: Locator) => pick(panel.page(), "Outcome *", "Satisfied") },
];

/** Everybody signs in once, in a browser of their own. */
const desks = new Map<string, Page>();
async function deskOf(browser: Browser, account: string): Promise<Page> {
  const known = desks.get(account);
  if (known) return known;
  const page = await (await browser.newContext({ permissions: ["microphone", "notifications"] })).newPage();
  await signIn(page, account);
  desks.set(account, page);
  return page;
}
test.afterAll(async () => {
  for (const page of desks.values()) await page.context().close();
});

for (const { type, first, second, ending } of FLOWS)
  test(`${type}: waits for the customer, escalated with a note, claimed by the second line, sent back, finished by operations`, async ({
    browser,
  }) => {
    const agent = await deskOf(browser, first);
    const title = `${type} walked ${Date.now()}`;
    const address = await createTicket(agent, { type, title, phone: "13800130888" });
    await standsAt(agent, "First line");
    await action(agent, "Claim").click();
    await take(agent, "Wait for the customer", "Asked for a photo");
    await standsAt(agent, "Waiting for the customer");
    await take(agent, "Go on", "The photo is here");
    await standsAt(agent, "First line");
    await action(agent, "Claim").click();
    await action(agent, "Escalate to second line").click();
    await expect(agent.getByRole("form").getByRole("button", { name: "Confirm" }), "not without a note").toBeDisabled();
    await action(agent, "Escalate to second line").click();
    await take(agent, "Escalate to second line", "The customer asks for a decision");
    await standsAt(agent, "Second line");
    await expect(action(agent, "Finish"), "it is out of the first line's hands").toBeHidden();

    const senior = await deskOf(browser, second);
    await senior.goto(newestOf("waiting"));
    await senior.getByRole("row", { name: new RegExp(title) }).dblclick();
    await expect(senior).toHaveURL(address);
    await expect(track(senior).getByText("The customer asks for a decision")).toBeVisible();
    await expect(action(senior, "Back to first line"), "not before it is claimed").toBeHidden();
    await action(senior, "Claim").click();
    await take(senior, "Back to first line", "A refund is fine");
    await expect(action(senior, "Finish")).toBeHidden();

    await standsAt(agent, "First line");
    await expect(track(agent).getByText("A refund is fine"), "pushed to who looks at it").toBeVisible();
    const ops = await deskOf(browser, "ops");
    await ops.goto(address);
    await take(ops, "Finish", "Closed after the review", ending);
    await standsAt(ops, "Done");
    for (const note of ["The customer asks for a decision", "A refund is fine"]) await expect(track(ops).getByText(note)).toBeVisible();
    await expect(action(agent, "Claim")).toBeHidden();
    await expect(action(agent, "Call out")).toBeHidden();
  });

test("an outbound visit is called from its ticket, and the call stands in its track with the recording", async ({ browser }) => {
  const page = await deskOf(browser, "agent26");
  const address = await createTicket(page, { type: "Outbound visit", title: `Visit ${Date.now()}`, phone: "13800130889" });
  await expect(action(page, "Call out"), "nobody has it yet").toBeHidden();
  await action(page, "Claim").click();
  await goOnDuty(page);
  await action(page, "Call out").click();
  await expect(agentState(page)).toHaveText(/^On call/);
  await expect(page, "the ticket stays where it is").toHaveURL(address);
  await expect.poll(async () => (await lineTo("13800130889")).state, { timeout: 15_000 }).toBe("talking");
  await customerHears((await lineTo("13800130889")).id, AGENT_HZ);
  await expect(page.getByRole("region", { name: "Call", exact: true }), "long enough to be heard again").toContainText(/00:0[3-9]/);
  await button(page, "Hang up").click();
  await finishWorkBeside(page, "Visited");
  await goOffDuty(page);

  const call = track(page).getByRole("listitem").filter({ hasText: "Outbound" }).first();
  await call.getByRole("button", { name: "Listen" }).click();
  const played = () => call.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime);
  await expect.poll(played, { message: "the recording plays at once" }).toBeGreaterThan(0.5);
});

test("where the node does not allow calling out, nothing offers it and nothing does it", async ({ browser }) => {
  const page = await deskOf(browser, "agent20");
  await createTicket(page, { type: "Repair", title: `Leak ${Date.now()}`, phone: "13800130887" });
  await action(page, "Claim").click();
  await expect(action(page, "Call out")).toBeVisible();
  await take(page, "Send an engineer", "Tomorrow morning");
  await standsAt(page, "On site");
  await expect(toolbar(page).getByRole("button", { name: "Call out" })).toBeHidden();
  await take(page, "Finish", "A new seal, all dry", result);
  await standsAt(page, "Done");
});
