import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { button, signIn } from "./support/agent.ts";
import { barriers } from "./support/axe.ts";
import { sql } from "./support/database.ts";

/** Puts a job of this kind where it stands after its last attempt. Answers its id. */
async function failed(kind: string, data: object, error: string): Promise<string> {
  const id = randomUUID();
  await sql(
    "SELECT graphile_worker.add_jobs(ARRAY[($1, json_build_object('id', $2::text, 'data', $3::json), NULL, now() + interval '1 hour', 9, $2, NULL, NULL)::graphile_worker.job_spec])",
    [kind, id, JSON.stringify(data)],
  );
  await sql(
    "UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = $2, run_at = now() + exp(9) * interval '1 second' WHERE key = $1",
    [id, error],
  );
  return id;
}
const left = async (id: string) => (await sql("SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1", [id])).length;

test("an administrator reads why jobs failed, tries one again and discards another; others do not see the page", async ({
  page,
  browser,
}) => {
  const again = await failed("jobs.forget-long-jobs", {}, "connect ECONNREFUSED 127.0.0.1:25");
  const never = await failed("identity.mail-link", { linkId: randomUUID(), to: "lin@demo.test" }, "jobs.worker_lost");

  await signIn(page, "admin");
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Failed jobs" }).click();
  const table = page.getByRole("table", { name: "Failed jobs" });
  const retried = table.getByRole("row", { name: /Delete old records of long jobs/ });
  const discarded = table.getByRole("row", { name: /Mail a link for setting a password/ });
  await expect(retried).toContainText("The other server could not be reached");
  await expect(discarded).toContainText("The process that did the job ended unexpectedly");
  await discarded.getByRole("button", { name: "Mail a link for setting a password" }).click();
  await expect(page.getByText("identity.mail-link")).toBeVisible();
  await expect(page.getByText("lin@demo.test")).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);

  await retried.getByRole("button", { name: "Try again" }).click();
  await expect(retried).toHaveCount(0);
  await expect.poll(() => left(again)).toBe(0);

  await discarded.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByText("Discard this job?")).toBeVisible();
  expect(await left(never)).toBe(1);
  await page.getByRole("tooltip").or(page.locator(".ant-popover")).getByRole("button", { name: "Discard" }).click();
  await expect(discarded).toHaveCount(0);
  expect(await left(never)).toBe(0);
  await expect(page.getByText("No failed jobs")).toBeVisible();
  await expect(button(page, "Try all again")).toBeDisabled();

  const other = await browser.newPage();
  await signIn(other, "ops");
  await other.getByRole("link", { name: "Settings" }).click();
  await expect(other.getByRole("link", { name: "Fields" })).toBeVisible();
  await expect(other.getByRole("link", { name: "Failed jobs" })).toHaveCount(0);
  await other.close();
});
