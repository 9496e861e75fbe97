import { expect, type Page, test } from "@playwright/test";
import { agentState, button, goOffDuty, goOnDuty, signIn } from "./support/agent.ts";
import { barriers } from "./support/axe.ts";
import { allCustomersHangUp, numberBehaves } from "./support/carrier.ts";
import { sql } from "./support/database.ts";
import { createTicket } from "./support/tickets.ts";

test.afterEach(allCustomersHangUp);

/** A ticket to call, due before everything that the demo has. */
async function ticketToCall(page: Page, n: number): Promise<{ title: string; phone: string }> {
  const [title, phone] = [`Visit ${Date.now()} ${n}`, `1380013074${n}`];
  await createTicket(page, { type: "Outbound visit", title, phone });
  await sql(
    "UPDATE ticket SET due_at = '2020-01-01'::timestamptz + make_interval(days => $2::int), told = 'node_overdue' WHERE title = $1",
    [title, String(n)],
  );
  return { title, phone };
}

test("an outbound list is worked by keys: called and not answered, promised for later, skipped with a reason, called back when it is due", async ({
  page,
}) => {
  test.slow();
  await signIn(page, "agent28");
  const tickets = [await ticketToCall(page, 1), await ticketToCall(page, 2), await ticketToCall(page, 3)];
  for (const { phone } of tickets) await numberBehaves(`+86${phone}`, { kind: "refuses", afterMs: 500, sipStatus: 480, q850: 19 });
  await page.goto("/tickets/next");
  const title = (n: number) => page.getByRole("heading", { name: tickets[n]!.title });
  await page.keyboard.press("n");
  await expect(page.getByText("You are off duty. Go on duty to get the next task.")).toBeVisible();
  await goOnDuty(page);

  // The first one: not answered, and promised for later.
  await page.keyboard.press("n");
  await expect(title(0)).toBeVisible();
  await expect(page.getByText(/^Overdue since/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page.getByText("This call: No answer")).toBeVisible();
  await expect(page.getByText("called 1×")).toBeVisible();
  await page.reload();
  await expect(page.getByText("called 1×"), "the task is still in hand").toBeVisible();
  await page.keyboard.press("n");
  await expect(page.getByText("Give this task a result first, or skip it.")).toBeVisible();
  await page.keyboard.press("b");
  const form = page.getByRole("form", { name: "Call back later" });
  await form.getByRole("textbox", { name: "When *" }).click();
  await page.getByText("In 30 minutes").click();
  await form.getByRole("textbox", { name: "Note" }).fill("After the meeting");
  await button(page, "Promise the call").click();
  await expect(page.getByText("A call is promised; it comes first when it is due.")).toBeVisible();

  // The second one: skipped, with a reason.
  await page.keyboard.press("n");
  await expect(title(1)).toBeVisible();
  await page.keyboard.press("s");
  await page.getByRole("radio", { name: "Data wrong or missing" }).check();
  await button(page, "Skip this task").click();
  await expect(title(1)).toBeHidden();

  // The third one: called, and its result is one key.
  await page.keyboard.press("n");
  await expect(title(2)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("This call: No answer")).toBeVisible();
  await page.keyboard.press("4");
  await expect(page.getByText("Went on to “Not reached”.")).toBeVisible();

  // The promised one comes first when its time has come.
  await page.keyboard.press("Alt+KeyC");
  await expect(agentState(page)).toHaveText(/^Ready/);
  await page.getByRole("link", { name: "Callbacks" }).click();
  const line = page.getByRole("row").filter({ hasText: tickets[0]!.title });
  await expect(line).toContainText("After the meeting");
  expect(await barriers(page)).toEqual([]);
  await sql("UPDATE callback SET due_at = now() - interval '1 minute' WHERE note = 'After the meeting' AND state = 'open'");
  await page.getByRole("link", { name: "Next task" }).click();
  await expect(page.getByText("Work the outbound list, one task at a time"), "keys are heard once the page is there").toBeVisible();
  await page.keyboard.press("n");
  await expect(title(0)).toBeVisible();
  await expect(page.getByText(/^Callback promised for/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("This call: No answer")).toBeVisible();
  await expect(page.getByText("called 2×")).toBeVisible();
  await page.keyboard.press("4");
  await expect(page.getByText("Went on to “Not reached”.")).toBeVisible();
  await page.keyboard.press("Alt+KeyC");
  await expect(agentState(page)).toHaveText(/^Ready/);
  await goOffDuty(page);
});
