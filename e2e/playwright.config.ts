import { defineConfig } from "@playwright/test";
import { MICROPHONE } from "./support/tone.ts";

/** Run by scripts/e2e.mjs, which starts a product of its own and names it in these variables (see there). */
const { E2E_BASE_URL, PLAYWRIGHT_CHROMIUM, E2E_REPORT } = process.env;

/** The microphone is a steady tone and is granted without asking; a machine with no network but loopback is enough. */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  `--use-file-for-fake-audio-capture=${MICROPHONE}`,
  "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required",
];

export default defineConfig({
  testDir: ".",
  globalSetup: "./support/tone.ts",
  outputDir: "../test-results",
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ...(E2E_REPORT ? [["json", { outputFile: E2E_REPORT }] as const] : [])],
  use: {
    baseURL: E2E_BASE_URL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    permissions: ["microphone", "notifications"],
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath: PLAYWRIGHT_CHROMIUM, args },
  },
});
