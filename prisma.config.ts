import path from "node:path";
import { defineConfig } from "prisma/config";

/**
 * Prisma's commands first download a native schema engine. The stand-in runs the engine's WebAssembly build from npm instead, so that they
 * work without that download. For Prisma's own engine set the variable empty: `PRISMA_SCHEMA_ENGINE_BINARY= npx prisma migrate status`.
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, "scripts/schema-engine.mjs");

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed/main.ts" },
  datasource: {
    // `prisma generate` connects to nothing but wants an address.
    url: process.env.DATABASE_URL ?? "postgresql://cloverdesk@127.0.0.1:5432/cloverdesk",
    ...(process.env.SHADOW_DATABASE_URL && { shadowDatabaseUrl: process.env.SHADOW_DATABASE_URL }),
  },
});
