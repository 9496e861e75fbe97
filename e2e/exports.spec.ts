import { readFile } from "node:fs/promises";
import { readXlsx } from "@cloverdesk/testing/xlsx";
import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { button, signIn } from "./support/agent.ts";
import { killHard } from "./support/processes.ts";

const mine = (page: Page) => page.getByRole("region", { name: "My exports" });

/** Searches in the ticket centre and starts the export of what is found. */
async function exportFound(page: Page, words: string, told: RegExp): Promise<void> {
  await page.goto("/tickets/all");
  await page.getByRole("searchbox", { name: "Search tickets" }).fill(words);
  await page.getByRole("searchbox", { name: "Search tickets" }).press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(words) }).first()).toBeVisible();
  await button(page, "Export").click();
  const ask = page.getByRole("region", { name: "Export to Excel" });
  await expect(ask.getByText(told)).toBeVisible();
  await ask.getByRole("button", { name: "Start export" }).click();
  await expect(mine(page)).toBeVisible();
}

/** Waits until the newest export is done, fetches its file and reads it. */
async function fetchNewest(page: Page) {
  const line = mine(page).getByRole("listitem").first();
  const download = line.getByRole("button", { name: "Download" });
  await expect(download).toBeVisible({ timeout: 60_000 });
  const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
  return { name: file.suggestedFilename(), ...readXlsx(await readFile(await file.path())) };
}

test("a filtered list is exported, and opens as what it is: no text in it is a formula", async ({ page }) => {
  const word = `e2e${Date.now()}`;
  const title = `=1+1 ${word}`;
  await signIn(page, "lead", "/tickets/mine/created");
  await button(page, "New ticket").click();
  await page.getByRole("combobox", { name: "Type *" }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: "After-sales" }).first().click();
  await page.getByRole("textbox", { name: "Title *" }).fill(title);
  await button(page, "Create ticket").click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();

  await exportFound(page, word, /^1 tickets with these 8 columns/);
  const { name, sheets, parts } = await fetchNewest(page);
  expect(name).toMatch(/^All in my reach \d{4}-\d\d-\d\d \d{4}\.xlsx$/);
  const [head, ...rows] = sheets[0]!.rows;
  expect(head!.map((cell) => cell.text)).toEqual(["Flag", "Number", "Title", "Due", "Type", "Node", "Handler", "Customer", "Last change"]);
  expect(rows).toHaveLength(1);
  expect(rows[0]![2]).toEqual({ type: "inlineStr", format: "49", text: title, formula: false });
  expect([...parts.values()].join("")).not.toMatch(/<f[ >]/);
  expect(sheets[1]!.rows.map(([fact, value]) => `${fact?.text}: ${value?.text}`)).toEqual(
    expect.arrayContaining([`Search: ${word}`, "Rows: 1", "Time zone: Asia/Shanghai (All times are in this zone)"]),
  );

  // The bell tells of it too, and leads to it.
  await page.keyboard.press("Escape");
  await button(page, /^Notifications/).click();
  const told = page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: /Your export is ready/ });
  await told.first().click();
  await expect(mine(page)).toBeVisible();
});

test("an export survives the api that writes it, killed in the middle", async ({ page }) => {
  // A dead writer is believed to be alive for 15 s.
  test.setTimeout(120_000);
  const word = `bulk${Date.now()}`;
  const many = 5_000;
  const database = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await database.connect();
  try {
    await database.query(
      `WITH one AS (SELECT * FROM ticket ORDER BY no LIMIT 1), made AS (
         INSERT INTO ticket (id, type_id, flow_version, template_id, template_version, title, source, node, group_id, created_at, changed_at)
         SELECT gen_random_uuid(), type_id, flow_version, template_id, template_version, $1 || ' ' || i, source, node, group_id, created_at, changed_at
         FROM one, generate_series(1, $2::int) AS i RETURNING id, no, title)
       INSERT INTO ticket_content (ticket_id, no, search) SELECT id, no, no || ' ' || title FROM made`,
      [word, many],
    );
    await database.query("ANALYZE ticket, ticket_content");
    const letGoOn = await holdWritersAt(database, many / 2);
    await signIn(page, "admin");
    await exportFound(page, word, /^5,000 tickets/);
    await expect.poll(() => isHeld(database), { message: "the writer is in the middle", timeout: 30_000 }).toBe(true);
    await expect(mine(page).getByRole("progressbar").first()).toBeVisible();
    await killHard("api");
    await letGoOn();
    const { sheets } = await fetchNewest(page);
    const numbers = sheets[0]!.rows.slice(1).map((row) => row[1]?.text);
    expect(new Set(numbers).size).toBe(many);
    expect(numbers).toHaveLength(many);
  } finally {
    await database.query("DROP FUNCTION IF EXISTS hold_writers CASCADE");
    await database.query("DELETE FROM ticket WHERE title LIKE $1 || ' %'", [word]);
    await database.end();
  }
});

/** A lock that nothing else asks for. */
const HOLD = 20_260_101;

/** Whoever notes that this many rows of an export are written waits there, until the function that is returned is called. */
async function holdWritersAt(database: pg.Client, rows: number): Promise<() => Promise<void>> {
  await database.query("SELECT pg_advisory_lock($1)", [HOLD]);
  await database.query(
    `CREATE FUNCTION hold_writers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${HOLD}); RETURN NEW; END $$;
     CREATE TRIGGER hold_writers BEFORE UPDATE ON export FOR EACH ROW WHEN (NEW.rows >= ${rows}) EXECUTE FUNCTION hold_writers()`,
  );
  return async () => {
    await database.query("SELECT pg_advisory_unlock($1)", [HOLD]);
    await database.query("DROP FUNCTION hold_writers CASCADE");
  };
}

async function isHeld(database: pg.Client): Promise<boolean> {
  const { rowCount } = await database.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted", [HOLD]);
  return rowCount === 1;
}

test("call records are exported as they are filtered, through the same panel", async ({ page }) => {
  await signIn(page, "lead", "/calls?tab=all&result=answered");
  await expect(page.getByRole("table", { name: "Call records" })).toBeVisible();
  await button(page, "Export").click();
  const ask = page.getByRole("region", { name: "Export to Excel" });
  await expect(ask.getByText(/^[\d,]+ call records with summary, category and tickets\. Times in Asia\/Shanghai\.$/)).toBeVisible();
  await ask.getByRole("button", { name: "Start export" }).click();
  await expect(mine(page)).toBeVisible();
  const { name, sheets } = await fetchNewest(page);
  expect(name).toMatch(/^Call records \d{4}-\d\d-\d\d \d{4}\.xlsx$/);
  const [head = [], ...rows] = sheets[0]!.rows;
  const at = (heading: string) => head.findIndex((cell) => cell.text === heading);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.every((row) => row[at("Result")]?.text === "Answered")).toBe(true);
  expect(rows[0]![at("Number")]).toMatchObject({ type: "inlineStr", format: "49", text: expect.stringMatching(/^\+/) });
  expect(rows.some((row) => row[at("Issue")]?.text)).toBe(true);
  expect(sheets[1]!.rows.map(([fact, value]) => `${fact?.text}: ${value?.text}`)).toContain("Filter: Result: Answered");
});

test("agents do not find an export", async ({ page }) => {
  await signIn(page, "agent1", "/tickets/mine/waiting");
  await expect(button(page, "Columns")).toBeVisible();
  await expect(button(page, "Export")).toHaveCount(0);
  await expect(button(page, "My exports")).toHaveCount(0);
});
