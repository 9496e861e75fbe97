import { type CallRow, callEndpoints, type Language } from "@cloverdesk/contracts";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { answer, asked } from "../../../test/api.ts";
import { anId } from "../../../test/ids.ts";
import { expectOneLanguage } from "../../../test/one-language.ts";
import { AGENT } from "../../../test/person.ts";
import { show } from "../../../test/show.tsx";
import { Component as CallsPage } from "./CallsPage.tsx";

beforeEach(() => page.viewport(1280, 800));

const ROW: CallRow = {
  id: anId(1),
  direction: "inbound",
  source: "hotline",
  state: "ended",
  result: "answered",
  startedAt: "2026-11-23T09:08:07.000Z",
  answeredAt: "2026-11-23T09:08:17.000Z",
  endedAt: "2026-11-23T09:10:17.000Z",
  waitingSince: null,
  number: "+8613800138000",
  numberFull: "+8613800138000",
  customer: null,
  hotline: null,
  skillGroup: null,
  agent: null,
  timings: { ivrMs: 0, waitMs: 5_000, ringMs: 5_000, talkMs: 120_000, holdMs: 0, wrapUpMs: null },
  summaryState: "saved",
  hasRecording: true,
  endedBy: "customer",
};

async function calls({
  language = "en",
  scope = "all",
  rows = [ROW],
}: {
  language?: Language;
  scope?: "own" | "all";
  rows?: CallRow[];
} = {}) {
  answer(callEndpoints.list, { items: rows, nextCursor: null });
  answer(callEndpoints.filters, { agents: [], skillGroups: [], hotlines: [] });
  const shown = await show(
    <div style={{ height: "100vh", display: "grid" }}>
      <CallsPage />
    </div>,
    { language, as: { grants: { ...AGENT, "calls.read": scope } }, at: "/calls?tab=all" },
  );
  if (rows.length) await expect.element(page.getByText("138 0013 8000")).toBeVisible();
  return shown;
}
const lastQuery = () => asked(callEndpoints.list).at(-1)?.query;

test("today and the last seven days are one press, and a second one takes them away", async () => {
  const { address } = await calls();
  const today = page.getByRole("button", { name: "Today" });
  await today.click();
  await expect.element(today).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => lastQuery()?.days).toBe(1);
  expect(address()).toContain("days=1");
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect.element(today).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect.poll(address).not.toContain("days");
});

for (const language of ["en", "zh"] as const)
  for (const scope of ["own", "all"] as const)
    test(`at 1280 pixels no date wraps and the recording is in sight: ${language}, ${scope}`, async () => {
      await calls({ language, scope });
      const time = page.getByRole("cell").first().element();
      const { lineHeight } = getComputedStyle(time);
      const box = document.createRange();
      box.selectNodeContents(time);
      expect(box.getBoundingClientRect().height).toBeLessThan(2 * Number.parseFloat(lineHeight));
      await expect.element(page.getByRole("img", { name: language === "en" ? "Recording" : "录音" })).toBeInViewport({ ratio: 0.99 });
    });

test("Enter in the picker of the time takes over a date and nothing else", async () => {
  const { address } = await calls();
  await page.getByPlaceholder("From", { exact: true }).click();
  await userEvent.keyboard("11-01 08:00{Enter}");
  await userEvent.keyboard("11-02 08:00{Enter}");
  await expect.poll(() => lastQuery()?.to).toBeDefined();
  expect(address()).toMatch(/^\/calls\?/);
});

for (const language of ["en", "zh"] as const)
  test(`list, pickers and choices speak one language: ${language}`, async () => {
    const { unmount } = await calls({ language });
    expectOneLanguage();
    await page.getByPlaceholder(language === "en" ? "From" : "开始", { exact: true }).click();
    await expect.element(page.getByRole("button", { name: language === "en" ? "OK" : "确定" })).toBeVisible();
    expectOneLanguage();
    await userEvent.keyboard("{Escape}");
    for (const name of language === "en" ? ["Result", "Hotline"] : ["结果", "热线"]) {
      await page.getByRole("combobox", { name }).click();
      await expect.element(page.getByRole("listbox", { includeHidden: true }).first()).toBeInTheDocument();
      expectOneLanguage();
      await userEvent.keyboard("{Escape}");
    }
    await unmount();
    await calls({ language, rows: [] });
    expectOneLanguage();
  });
