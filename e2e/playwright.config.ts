import { defineConfig } from "@playwright/test";
import { MICROPHONE } from "./support/tone.ts";

/** Run by scripts/e2e.mjs, which starts a product of its own and names it in these variables (see there). */
const { E2E_BASE_URL, PLAYWRIGHT_CHROMIUM, E2E_REPORT, E2E_TRACE } = process.env;

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
    // Nothing fades or slides: a page that draws sixty frames a second for each panel takes the processor from the sound of calls.
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    // Recording a trace of every test costs a quarter of the time: E2E_TRACE=on asks for it.
    trace: E2E_TRACE === "on" ? "retain-on-failure" : "off",
    launchOptions: { executablePath: PLAYWRIGHT_CHROMIUM, args },
  },
});
