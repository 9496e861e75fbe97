import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Grants, ticketFlow } from "@cloverdesk/contracts";
import pg from "pg";
import { skillGroupFactory } from "../apps/api/src/modules/groups/groups.factory.ts";
import { grant, personFactory } from "../apps/api/src/modules/identity/identity.factory.ts";
import { openDatabase } from "../apps/api/src/platform/db/client.ts";
import { FOLD_VERSION } from "../packages/rules/src/text/index.ts";
import { now, pause } from "./figures/clock.ts";
import { provided } from "./figures/settings.ts";

const TYPES = 7;
const FIELDS_PER_TYPE = 30;
const PEOPLE = 200;
const GROUPS = 10;
/** Of each type's fields these have an index of their own. */
const INDEXED = [1, 2, 3];

export interface Loaded {
  tickets: number;
  agent: { id: string; loginName: string; groupIds: string[] };
  ops: { id: string; loginName: string };
}

const AGENT: Grants = grant("own", "tickets.read", "tickets.create", "tickets.work");
const OPS: Grants = grant("all", "tickets.read", "tickets.create", "tickets.work", "tickets.reopen", "tickets.export", "tickets.configure");
const name = { zh: "字段", en: "Field" };

/**
 * `n` tickets of seven types with 30 of 210 fields each, over 200 people and 10 groups; every third is open. What a bench before has left in the same
 * folder is taken as it is.
 */
export async function loadTickets(n: number): Promise<Loaded> {
  const note = path.join(provided("BENCH_FOLDER"), "loaded.json");
  if (existsSync(note)) {
    const loaded = JSON.parse(readFileSync(note, "utf8")) as Loaded;
    if (loaded.tickets !== n) throw new Error(`the folder holds ${loaded.tickets} tickets, not ${n}`);
    return loaded;
  }
  const loaded = await load(n);
  writeFileSync(note, JSON.stringify(loaded));
  return loaded;
}

async function load(n: number): Promise<Loaded> {
  const db = openDatabase(provided("BENCH_DATABASE_URL"));
  try {
    const groups = [];
    for (let i = 0; i < GROUPS; i++) groups.push(await skillGroupFactory(db));
    const people = [];
    for (let i = 0; i < PEOPLE; i++)
      people.push(await personFactory(db, { grants: AGENT, skillGroupIds: [groups[i % GROUPS]!.id, groups[(i + 1) % GROUPS]!.id] }));
    const ops = await personFactory(db, { grants: OPS });
    const types = Array.from({ length: TYPES }, () => ({ id: randomUUID(), templateId: randomUUID() }));
    const fields = types.flatMap((_, type) => Array.from({ length: FIELDS_PER_TYPE }, (_, i) => fieldOf(type, i + 1)));
    await db.prisma.ticketField.createMany({ data: fields });
    for (const [i, { id, templateId }] of types.entries()) {
      await db.prisma.ticketType.create({ data: { id, code: `type_${i}`, name, flowVersion: 1 } });
      await db.prisma.ticketFlowVersion.create({
        data: { typeId: id, version: 1, publishedAt: new Date(), flow: flowOf(groups[i]!.id, i) },
      });
      await db.prisma.ticketTemplate.create({ data: { id: templateId, typeId: id } });
      const form = [
        { code: "title", required: true },
        ...fields.filter((field) => field.code.startsWith(`t${i}_`)).map(({ code }) => ({ code })),
      ];
      await db.prisma.ticketTemplateVersion.create({ data: { templateId, version: 1, name, fields: form } });
    }
    await fill(
      n,
      types,
      groups.map((group) => group.id),
      people.map((person) => person.id),
    );
    const [agent] = people;
    return { tickets: n, agent: { id: agent!.id, loginName: agent!.loginName, groupIds: [groups[0]!.id, groups[1]!.id] }, ops };
  } finally {
    await db.close();
  }
}

const codeOf = (type: number, i: number): string => `t${type}_field_${i}`;
const kindOf = (i: number): string => (i % 5 === 1 ? "select" : i % 5 === 2 ? "money" : i % 5 === 3 ? "date" : "text");
const OPTIONS = Array.from({ length: 20 }, (_, i) => ({ code: `o${i}`, name, active: true }));

function fieldOf(type: number, i: number) {
  const indexed = INDEXED.includes(i);
  return { code: codeOf(type, i), kind: kindOf(i), origin: "custom", name, options: kindOf(i) === "select" ? OPTIONS : [], indexed };
}

function flowOf(groupId: string, type: number) {
  const fields = Object.fromEntries(Array.from({ length: FIELDS_PER_TYPE }, (_, i) => [codeOf(type, i + 1), "edit"]));
  return ticketFlow.parse({
    start: "work",
    reopenTo: "work",
    nodes: [
      { code: "work", name, kind: "work", handler: { kind: "skill_group", skillGroupId: groupId }, fields },
      { code: "done", name, kind: "end", handler: { kind: "keep" } },
    ],
    actions: [{ code: "finish", name, from: "work", to: "done", primary: true }],
  });
}

/** Value of field `i` of ticket `n` as SQL: choices of which the first is common, amounts, days, short texts. */
function valueSql(i: number): string {
  const kind = kindOf(i);
  if (kind === "select") return `'o' || least(19, floor(20 * power(hashed(n, ${i}), 2)))::int`;
  if (kind === "money") return `to_char(floor(1e6 * hashed(n, ${i})) / 100, 'FM9999990.00')`;
  if (kind === "date") return `to_char(date '2024-01-01' + floor(700 * hashed(n, ${i}))::int, 'YYYY-MM-DD')`;
  return `'值' || floor(1e5 * hashed(n, ${i}))::int`;
}

const TABLES = ["ticket", "ticket_content", "ticket_person"];
/** So many tickets in one statement: the connections end at about the same time, and the WAL of one is not too long. */
const CHUNK = 100_000;

async function fill(n: number, types: { id: string; templateId: string }[], groups: string[], people: string[]): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 2 }, connected));
  const [client] = clients;
  /** On all connections at once: what one of them computes is most of the time. */
  const query = async (...statements: string[]): Promise<void> => {
    const left = [...statements];
    const work = async (on: pg.Client): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) await on.query(next);
    };
    await Promise.all(clients.map(work));
  };
  const array = (ids: string[]): string => `ARRAY['${ids.join("','")}']::uuid[]`;
  await client!.query(`CREATE FUNCTION hashed(n int, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN (abs(hashint8(n::int8 * 1000003 + salt))::float8 / 2147483648);
    CREATE FUNCTION idof(n int) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN overlay(overlay(md5('ticket ' || n) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid`);
  for (const setting of ["ALTER SYSTEM SET max_wal_size = '8GB'", "SELECT pg_reload_conf()"]) await client!.query(setting);
  const restored = await withoutIndexes(client!);
  const tickets = (
    from: number,
    to: number,
  ): string => `INSERT INTO ticket (id, no, version, type_id, flow_version, template_id, template_version, title, priority, phone, source, state, node, group_id, handler_id, creator_id, created_at, changed_at, finished_at, due_at)
    SELECT idof(n), 100000 + n, 1, (${array(types.map((type) => type.id))})[1 + n % ${TYPES}], 1, (${array(types.map((type) => type.templateId))})[1 + n % ${TYPES}], 1,
      ${TITLE}, 'normal', ${PHONE}, 'list', CASE WHEN n % 3 = 0 THEN 'open' ELSE 'finished' END, CASE WHEN n % 3 = 0 THEN 'work' ELSE 'done' END,
      (${array(groups)})[1 + n % ${GROUPS}], CASE WHEN n % 6 = 0 THEN NULL ELSE (${array(people)})[1 + floor(${PEOPLE} * hashed(n, 97))::int] END, (${array(people)})[1 + floor(${PEOPLE} * hashed(n, 96))::int],
      now() - make_interval(secs => (${n} - n) * 3), now() - make_interval(secs => (${n} - n) * 3), CASE WHEN n % 3 = 0 THEN NULL ELSE now() END,
      CASE WHEN n % 3 = 0 THEN now() + make_interval(days => 1, secs => (1e6 * hashed(n, 95))::int) END
    FROM generate_series(${from}, ${to}) AS n`;
  const contents = (from: number, to: number): string[] =>
    types.map((_, type) => {
      const pairs = Array.from({ length: FIELDS_PER_TYPE }, (_, i) => `'${codeOf(type, i + 1)}', ${valueSql(i + 1)}`);
      return `INSERT INTO ticket_content (ticket_id, no, fields, search, fold_version)
        SELECT idof(n), 100000 + n, jsonb_build_object(${pairs.join(", ")}), (100000 + n) || ' ' || ${TITLE} || ' ' || substr(${PHONE}, 4) || ' 值' || floor(1e5 * hashed(n, 4))::int, ${FOLD_VERSION}
        FROM generate_series(${from}, ${to}) AS n WHERE n % ${TYPES} = ${type}`;
    });
  const chunks = Array.from({ length: Math.ceil(n / CHUNK) }, (_, i) => [i * CHUNK + 1, Math.min(n, (i + 1) * CHUNK)] as const);
  await query(...chunks.flatMap(([from, to]) => [tickets(from, to), ...contents(from, to)]));
  await client!.query(`INSERT INTO ticket_person (person_id, ticket_id, no, created, involved, finished)
    SELECT creator_id, id, no, true, true, coalesce(handler_id = creator_id AND state = 'finished', false) FROM ticket
    UNION ALL SELECT handler_id, id, no, false, true, state = 'finished' FROM ticket WHERE handler_id IS NOT NULL AND handler_id <> creator_id`);
  await query(`SELECT setval('ticket_no_seq', ${100_000 + n})`, ...restored);
  await query("VACUUM ANALYZE ticket_content", "VACUUM ANALYZE ticket", "VACUUM ANALYZE ticket_person");
  for (const setting of ["CHECKPOINT", "ALTER SYSTEM RESET max_wal_size", "SELECT pg_reload_conf()"]) await client!.query(setting);
  await Promise.all(clients.map((each) => each.end()));
}

const TITLE =
  "(ARRAY['退款没有到账','包裹丢失请查询','商品质量问题','发票抬头修改','催促派送','换货进度咨询','投诉客服态度','上门维修预约'])[1 + floor(8 * hashed(n, 99))::int] || CASE WHEN hashed(n, 98) < 0.0002 THEN '鲸鱼' ELSE '' END";
const PHONE = "'+86138' || lpad((n % 100000000)::text, 8, '0')";

/** Keys that lie all over the place are a page read and written for each row. Nothing refers to these. */
const KEY = { table: "ticket_person", name: "ticket_person_pkey", columns: "person_id, ticket_id" };

/** Drops the indexes of the tables to be filled; resolves the statements that make them again, those that take longest first. */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
     WHERE i.tablename = ANY($1) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname) ORDER BY i.indexdef NOT LIKE '%gin%'`,
    [TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  await client.query(`ALTER TABLE ${KEY.table} DROP CONSTRAINT ${KEY.name}`);
  return [...rows.map((row) => row.definition), `ALTER TABLE ${KEY.table} ADD CONSTRAINT ${KEY.name} PRIMARY KEY (${KEY.columns})`];
}

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: provided("BENCH_DATABASE_URL") });
  await client.connect();
  // What is written here keeps the foreign keys by construction: looking each up again is most of the time.
  await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET session_replication_role = replica");
  return client;
}

export interface Setup {
  fields: { indexed: boolean; indexReady: boolean }[];
}

/** The api builds the fields' indexes in the background; a bench begins when they are there. */
export async function indexesAreBuilt(setup: () => Promise<Setup>): Promise<void> {
  for (const end = now() + 3_600_000; now() < end; await pause(5_000)) {
    const { fields } = await setup();
    if (fields.every((field) => field.indexed === field.indexReady)) return;
  }
  throw new Error("the indexes of the fields are not built");
}
