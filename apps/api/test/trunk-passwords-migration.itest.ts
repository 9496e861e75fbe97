import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createTestDatabase, type TestDatabase } from "@cloverdesk/testing";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";

const MIGRATION = path.join(import.meta.dirname, "../../../prisma/migrations/035_trunk-passwords/migration.sql");

let database: TestDatabase;
let db: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await database.drop();
});

it("commands that were kept with a password lose it, and know their trunk instead", async () => {
  const [trunk, hotline] = [randomUUID(), randomUUID()];
  await db.query("INSERT INTO trunk (id, name, host, port) VALUES ($1, 'Carrier', 'sip.example', 5060)", [trunk]);
  await db.query("INSERT INTO hotline (id, number, name, name_en, trunk_id) VALUES ($1, '+861055550100', '热线', 'Line', $2)", [
    hotline,
    trunk,
  ]);
  const keep = async (from: string, more: object) => {
    const command = { name: "dial-leg", to: "+8613800138000", from, trunk: { host: "sip.example", port: 5060, transport: "udp", ...more } };
    const id = randomUUID();
    await db.query("INSERT INTO voice_command (id, call_id, command) VALUES ($1, $2, $3)", [id, randomUUID(), command]);
    return id;
  };
  const known = await keep("+861055550100", { username: "desk", password: "secret", mediaNetworks: ["192.0.2.0/24"] });
  const unknown = await keep("+861000000000", { username: "desk", password: "secret" });
  await db.query(await readFile(MIGRATION, "utf8"));
  const trunkOf = async (id: string) =>
    (await db.query("SELECT command->'trunk' AS trunk FROM voice_command WHERE id = $1", [id])).rows[0].trunk;
  expect(await trunkOf(known)).toEqual({ id: trunk, host: "sip.example", port: 5060, transport: "udp", mediaNetworks: ["192.0.2.0/24"] });
  expect(await trunkOf(unknown)).toEqual({ host: "sip.example", port: 5060, transport: "udp" });
});
