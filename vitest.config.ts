import { defineConfig } from "vitest/config";

/**
 * `*.test.ts` needs only Node; `*.itest.ts` needs PostgreSQL, sockets or media. The api's files each have a database of their own and run on every
 * core. `sound` (SIP, media, voice, carrier) measures time and uses fixed ports, so its files run one at a time, after the others.
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
        test: {
          name: "integration",
          include: ["apps/api/{src,test}/**/*.itest.ts"],
          environment: "node",
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
