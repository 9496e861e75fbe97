import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** Named by scripts/with-chromium.mjs. Chromium refuses to run as root with its sandbox. */
const chromium = {
  executablePath: process.env.PLAYWRIGHT_CHROMIUM,
  args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
};

/**
 * `*.test.ts` needs only Node; `*.btest.tsx` shows a component of the web in Chromium; `*.itest.ts` needs PostgreSQL, sockets or media. The api's
 * files each have a database of their own and run on every core. `sound` (SIP, media, voice, carrier) measures time and uses fixed ports, so its files run one at a time, after the others.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "scripts/**/*.test.ts"],
          environment: "node",
          // Seeded random tests run thousands of cases; a busy machine must not fail them.
          testTimeout: 30_000,
          // Vitest leaves one core free unless told otherwise: on two cores that is half of the machine.
          maxWorkers: "100%",
        },
      },
      {
        extends: "apps/web/vite.config.ts",
        root: "apps/web",
        // Found and bundled before the first test: a package that is found later loads the page of a running test again. What an earlier run bundled is
        // taken as it is; after a new import the first run may therefore fail, which the CI machine does not risk.
        optimizeDeps: { entries: ["src/main.tsx", "src/**/*.btest.tsx", "test/*.{ts,tsx}"], force: Boolean(process.env.CI) },
        test: {
          name: "browser",
          include: ["src/**/*.btest.tsx"],
          setupFiles: ["test/setup.ts"],
          // One page for all files: loading the modules of the web takes seconds, showing a component a tenth of one.
          isolate: false,
          fileParallelism: false,
          testTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({
              launchOptions: chromium,
              contextOptions: { locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" },
              actionTimeout: 10_000,
            }),
            instances: [{ browser: "chromium", viewport: { width: 1280, height: 800 } }],
            screenshotFailures: false,
          },
        },
      },
      {
        test: {
          name: "integration",
          include: ["apps/api/{src,test}/**/*.itest.ts"],
          environment: "node",
          // Each file has a database and an api of its own, and nothing of the api lives outside of one: loading its modules anew for each file took a
          // quarter of the time.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "sound",
          include: ["packages/{sip,media}/{src,test}/**/*.itest.ts", "apps/{voice,carrier}/{src,test}/**/*.itest.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
