import { randomUUID } from "node:crypto";
import pg from "pg";

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A fresh migrated database for one test file: a clone of the template that TEST_DATABASE_URL names (`pnpm test:integration` provides it), 30 ms.
 */
export const createTestDatabase = (): Promise<TestDatabase> => createDatabase((template) => `TEMPLATE ${template}`);

/** A fresh database without any table, for tests of the migrations themselves. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createDatabase(() => "TEMPLATE template0");

async function createDatabase(from: (template: string) => string): Promise<TestDatabase> {
  const template = process.env.TEST_DATABASE_URL;
  if (!template) throw new Error("TEST_DATABASE_URL is not set: run integration tests with `pnpm test:integration`");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const source = new URL(template).pathname.slice(1);
  await onServer(template, `CREATE DATABASE ${name} ${from(source)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(template, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(template: string, sql: string): Promise<void> {
  const url = new URL(template);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
