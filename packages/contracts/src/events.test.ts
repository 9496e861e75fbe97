import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allEvents } from "./events.ts";

test("every event has a name of its own: what it happened to and what happened", () => {
  const names = allEvents.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z_]+\.[a-z0-9_]+$/);
});

test("every event says in one sentence what happened", () => {
  for (const { name, meaning } of allEvents) expect(meaning, name).toMatch(/^[A-Z`].*[^.]\.$/);
});

test("a payload takes what it declares and nothing else", () => {
  for (const { name, data } of allEvents) expect(data.safeParse({ undeclared: 1 }).success, name).toBe(false);
});

test("the event that a trigger of the database writes is declared", () => {
  const trigger = readFileSync(new URL("../../../prisma/migrations/011_settings-are-told/migration.sql", import.meta.url), "utf8");
  const [, name, entity, data] =
    /INSERT INTO event \(name, entity, entity_id, data\) VALUES \('([^']*)', '([^']*)', [^,]*, '([^']*)'\)/.exec(trigger) ?? [];
  const event = allEvents.find((each) => each.name === name);
  expect(event).toMatchObject({ entity });
  expect(event?.data.safeParse(JSON.parse(data ?? "")).success).toBe(true);
});
