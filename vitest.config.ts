import { defineConfig } from "vitest/config";

/** `*.test.ts` needs nothing but Node; `*.itest.ts` needs PostgreSQL, sockets or media and runs one file at a time. */
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
        },
      },
      {
        test: {
          name: "integration",
          include: ["packages/*/{src,test}/**/*.itest.ts", "apps/*/{src,test}/**/*.itest.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
