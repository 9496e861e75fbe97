import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { answer, button, finishWork, goOffDuty, goOnDuty, signIn } from "./support/agent.ts";
import { allCustomersHangUp, customerCalls, customerHears, customerPresses } from "./support/carrier.ts";
import { AGENT_HZ } from "./support/tone.ts";

test.afterEach(allCustomersHangUp);

test("an administrator reads what was said in SIP of a call and of a trunk, and saves it; the agent does not find it", async ({
  page,
  browser,
}) => {
  await signIn(page, "agent1");
  await goOnDuty(page);
  const line = await customerCalls({ from: "+8613800130042" });
  await answer(page);
  await customerHears(line.id, AGENT_HZ);
  await customerPresses(line.id, "7");
  await button(page, "Hang up").click();
  await finishWork(page);
  await page.goto("/calls");
  await page.getByRole("row").filter({ hasText: "138 0013 0042" }).first().click();
  await expect(page.getByText("Technical details")).toBeVisible();
  await expect(page.getByText("Signalling", { exact: true })).toHaveCount(0);
  await goOffDuty(page);

  const admin = await (await browser.newContext()).newPage();
  await signIn(admin, "admin", "/calls?tab=all");
  await admin.getByRole("row").filter({ hasText: "138 0013 0042" }).first().click();
  await admin.getByText("Signalling", { exact: true }).click();
  const said = (what: RegExp) => admin.getByRole("button", { name: what });
  await expect(said(/→ Cloverdesk: INVITE SDP$/).first()).toBeVisible();
  await expect(said(/Cloverdesk → .*: 200 OK INVITE · SDP$/).first()).toBeVisible();
  await expect(said(/Cloverdesk → .*: BYE$/).first()).toBeVisible();
  await said(/→ Cloverdesk: INVITE SDP$/)
    .first()
    .click();
  await expect(admin.getByText(/^INVITE sip:/)).toBeVisible();
  const [saved] = await Promise.all([admin.waitForEvent("download"), button(admin, "Download pcap").click()]);
  const file = readFileSync(await saved.path());
  expect(file.readUInt32LE(0)).toBe(0xa1b2c3d4);
  expect(file.includes("INVITE sip:")).toBe(true);

  await admin.goto("/settings/system/sip-traces");
  await expect(said(/→ Cloverdesk: INVITE SDP$/).first()).toBeVisible();
  await admin.context().close();
});
