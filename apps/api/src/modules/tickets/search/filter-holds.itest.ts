import { randomUUID } from "node:crypto";
import {
  categoryEndpoints,
  FILTER_COLUMNS,
  type FieldKind,
  type FieldValue,
  type FieldValues,
  type FilterCondition,
  type FilterOperator,
  type TicketFilter,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../../test/harness.ts";
import { Prisma } from "../../../platform/db/client.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { insertContents, insertTickets, type TicketToInsert } from "../import/import.repo.ts";
import { setupOf } from "../setup/setup.ts";
import { type TicketHouse, ticketHouse, twoLineFlow } from "../tickets.factory.ts";
import type { TicketRecord } from "../work/ticket.repo.ts";
import { filterSql } from "./filter.repo.ts";
import { type FilteredTicket, filterHolds, type MemoryGround } from "./filter-holds.ts";
import { memoryGround } from "./ground.ts";
import { foldTicket } from "./search-text.ts";

const NOW = new Date("2026-03-02T23:30:00.000Z");
const OPERATORS: FilterOperator[] = ["any_of", "none_of", "contains", "at_least", "at_most", "between", "within_days", "empty", "filled"];
const KINDS: FieldKind[] = [
  "text",
  "number",
  "money",
  "date",
  "select",
  "multi_select",
  "cascade",
  "phone",
  "email",
  "address",
  "user",
  "switch",
];

/** Small numbers that follow from a seed (mulberry32), so that a failure can be repeated. */
function chanceOf(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { below, of: <T>(all: readonly T[]): T => all[below(all.length)] as T, is: (part: number): boolean => next() < part };
}
type Chance = ReturnType<typeof chanceOf>;

const TEXTS = [
  "退款",
  "退款 没到账",
  "ＡＢＣ-12",
  "abc-12",
  "Straße",
  "STRASSE",
  "100%",
  "a_b",
  "a\\b",
  "ｶﾞ",
  "ガ",
  "",
  " ",
  "长".repeat(210),
  `${"长".repeat(200)}x`,
];
const PHONES = [
  "+8613800138000",
  "+8613800138000;ext=12",
  "+861055550100",
  "+14155550100",
  "138 0013 8000",
  "0138",
  "５５５",
  "abc",
  "10086",
];
const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2025-12-31", "2026-02-28"];
const MOMENTS = [0, 1, -1, 30, -30, 26 * 60, -26 * 60, 50 * 60, -50 * 60].map((minutes) => new Date(NOW.getTime() + minutes * 60_000));
const PEOPLE = [1, 2, 3].map(() => randomUUID());
const AMOUNTS = ["0", "12.5", "12.50", "-3", "123456789012345.123456789", "123456789012345.123456788", "100"];
const NUMBERS = [0, 1, -1, 0.1, 0.3, 12.5, 1e15, 100];

let api: Harness;
let house: TicketHouse;
let otherType: string;
let ground: MemoryGround;
const tickets: FilteredTicket[] = [];
const categories: string[] = [];

beforeAll(async () => {
  api = await startHarness({ voiceUp: false });
  house = await ticketHouse(api);
  otherType = await house.type(twoLineFlow(house.first.id, house.second.id));
  const select = ["x", "y", "z"].map((code) => ({ code, name: { zh: code, en: code }, active: true }));
  for (const kind of KINDS)
    for (const indexed of [true, false])
      await house.ops.call(ticketSetupEndpoints.saveField, {
        params: { code: `${kind}_${indexed ? "i" : "n"}` },
        body: {
          kind,
          options: kind.endsWith("select") || kind === "cascade" ? select : [],
          name: { zh: kind, en: kind },
          indexed: indexed && !["multi_select", "cascade"].includes(kind),
          version: 0,
        },
      });
  // Jobs build the indexes: equality with an indexed field is another statement.
  await api.sweep();
  for (const parentId of [null, 0, 1, null]) {
    const categoryId = randomUUID();
    await house.ops.call(categoryEndpoints.save, {
      params: { categoryId },
      body: {
        parentId: parentId === null ? null : (categories[parentId] ?? null),
        name: { zh: categoryId, en: categoryId },
        active: true,
        version: 0,
      },
    });
    categories.push(categoryId);
  }
  ground = await memoryGround(api.ctx, PEOPLE[0]!);
  ground = { ...ground, now: NOW, fields: (await setupOf(api.ctx)).fields };
  await insert(chanceOf(7), 160);
});
afterAll(() => api.stop());

function randomValue(kind: FieldKind, chance: Chance): FieldValue {
  switch (kind) {
    case "number":
      return chance.of(NUMBERS);
    case "money":
      return chance.of(AMOUNTS);
    case "date":
      return chance.of(DAYS);
    case "select":
      return chance.of(["x", "y", "z"]);
    case "multi_select":
    case "cascade":
      return ["x", "y", "z"].filter(() => chance.is(0.5));
    case "phone":
      return chance.of(PHONES);
    case "user":
      return chance.of(PEOPLE);
    case "switch":
      return chance.is(0.5);
    default:
      return chance.of(TEXTS);
  }
}

async function insert(chance: Chance, count: number): Promise<void> {
  const own = [...ground.fields.values()].filter(({ code }) => /_[in]$/.test(code));
  const rows = Array.from({ length: count }, () => {
    const fields: FieldValues = Object.fromEntries(
      own.filter(() => chance.is(0.6)).map(({ code, kind }) => [code, randomValue(kind, chance)]),
    );
    const ticket: TicketToInsert = {
      id: randomUUID(),
      typeId: chance.of([house.typeId, otherType]),
      flowVersion: 1,
      templateId: house.templateId,
      templateVersion: 1,
      title: chance.of(TEXTS),
      priority: chance.of(["low", "normal", "high", "urgent"]),
      phone: chance.is(0.3) ? null : chance.of(PHONES),
      categoryId: chance.is(0.2) ? null : chance.of(categories),
      customerId: null,
      source: chance.of(["list", "import", "call"]),
      state: chance.of(["open", "finished"]),
      node: chance.of(["first", "second", "done"]),
      groupId: chance.of([null, house.first.id, house.second.id]),
      handlerId: chance.of([null, ...PEOPLE]),
      creatorId: chance.of(PEOPLE),
      parentId: null,
      mergedIntoId: null,
      createdAt: chance.of(MOMENTS),
      changedAt: chance.of(MOMENTS),
      finishedAt: chance.of([null, ...MOMENTS]),
      wholeDueAt: null,
      timeLeftMs: null,
      nodeDueAt: null,
      dueAt: chance.of([null, ...MOMENTS]),
      warnAt: null,
      told: "none",
    };
    return { ticket, fields };
  });
  await transaction(api.db, null, NOW, async (tx) => {
    const numbers = await insertTickets(
      tx,
      rows.map(({ ticket }) => ticket),
    );
    tickets.push(
      ...rows.map(({ ticket, fields }) => ({
        fields,
        ticket: { ...ticket, version: 1, no: numbers.get(ticket.id) ?? 0n } as TicketRecord,
      })),
    );
    await insertContents(
      tx,
      tickets.map(({ ticket, fields }) => ({
        ticketId: (ticket as TicketRecord).id,
        no: ticket.no,
        fields,
        folded: foldTicket({ ...(ticket as TicketRecord), customer: null, fileNames: [] }, fields, ground.fields),
      })),
    );
  });
}

/** Values that may fit, and some that do not. */
function candidates(field: string, chance: Chance): FilterCondition["values"] {
  const kind = ground.fields.get(field.slice(2))?.kind;
  const all: FilterCondition["values"] = kind
    ? [randomValue(kind, chance)].flat().filter((value) => value !== null)
    : ({
        number: tickets.slice(0, 9).map(({ ticket }) => Number(ticket.no)),
        title: TEXTS.slice(0, 13),
        phone: PHONES,
        type: [house.typeId, otherType],
        node: ["first", "second", "nowhere", `${house.typeId}/first`, `${otherType}/second`],
        state: ["open", "finished", "merged"],
        priority: ["low", "normal", "high", "urgent"],
        source: ["list", "import", "call"],
        category: categories,
        customer: [randomUUID()],
        handler: ["me", ...PEOPLE],
        group: [house.first.id, house.second.id.toUpperCase()],
        creator: ["me", ...PEOPLE],
      }[field.replace("f:", "")] ?? MOMENTS.map((at) => at.toISOString()));
  const short = all.map((value) => (typeof value === "string" ? [...value].slice(0, 200).join("") : value));
  return Array.from({ length: chance.below(3) + (chance.is(0.9) ? 1 : 0) }, () =>
    chance.is(0.03) ? chance.of(["nonsense", 7, true]) : chance.of(short.length > 0 ? short : ["x"]),
  );
}

function condition(chance: Chance): FilterCondition {
  const own = [...ground.fields.keys()].filter((code) => /_[in]$/.test(code)).map((code) => `f:${code}`);
  const field = chance.of([...Object.keys(FILTER_COLUMNS), ...own, ...own, "f:title", "f:priority", "f:phone"]);
  const op = chance.of(OPERATORS);
  const values = op === "within_days" ? [chance.below(7) - 3] : candidates(field, chance);
  return { field: field as FilterCondition["field"], op, values };
}

function randomFilter(chance: Chance, depth = 0): TicketFilter {
  if (depth > 2 || chance.is(0.6)) return condition(chance);
  const parts = Array.from({ length: 1 + chance.below(3) }, () => randomFilter(chance, depth + 1));
  return chance.of<TicketFilter>([{ all: parts }, { any: parts }, { not: parts[0]! }, { all: [] }]);
}

/** Numbers of the tickets that PostgreSQL finds, or the reason why it refuses the filter. */
async function bySql(filter: TicketFilter): Promise<string> {
  try {
    const found = await api.db.prisma.$queryRaw<{ no: bigint }[]>(
      Prisma.sql`SELECT t.no FROM ticket t JOIN ticket_content c ON c.ticket_id = t.id WHERE ${filterSql(filter, ground)} ORDER BY t.no`,
    );
    return found.map(({ no }) => no).join();
  } catch (error) {
    if (error instanceof AppError) return `refused ${JSON.stringify(error.fields)}`;
    throw error;
  }
}

function inMemory(filter: TicketFilter): string {
  try {
    return tickets
      .filter((given) => filterHolds(filter, given, ground))
      .map(({ ticket }) => ticket.no)
      .sort((a, b) => Number(a - b))
      .join();
  } catch (error) {
    if (error instanceof AppError) return `refused ${JSON.stringify(error.fields)}`;
    throw error;
  }
}

it.each([1, 2, 3])("in memory and in PostgreSQL the same tickets hold: random filters, seed %i", async (seed) => {
  const chance = chanceOf(seed);
  let decided = 0;
  for (let n = 0; n < 700; n++) {
    const filter = randomFilter(chance);
    const sql = await bySql(filter);
    expect(inMemory(filter), JSON.stringify(filter)).toBe(sql);
    if (sql !== "" && !sql.startsWith("refused")) decided++;
  }
  // Filters that find nothing, or are refused, prove little.
  expect(decided).toBeGreaterThan(200);
});

it("tells of each condition what the ticket has there", () => {
  const given = tickets.find(({ ticket }) => ticket.handlerId === null)!;
  const filter: TicketFilter = {
    all: [
      { field: "handler", op: "empty", values: [] },
      {
        any: [
          { field: "state", op: "any_of", values: ["merged"] },
          { field: "title", op: "contains", values: ["gibt es nicht"] },
        ],
      },
    ],
  };
  const verdicts: Parameters<typeof filterHolds>[3] = [];
  expect(filterHolds(filter, given, ground, verdicts)).toBe(false);
  expect(verdicts.map(({ condition: { field }, seen, holds }) => [field, seen, holds])).toEqual([
    ["handler", null, true],
    ["state", given.ticket.state, false],
    ["title", given.ticket.title, false],
  ]);
});
