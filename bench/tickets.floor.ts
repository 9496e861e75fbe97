import { createServer } from "node:http";
import pg from "pg";
import { provided } from "./figures/settings.ts";
import { serve } from "./process/child.ts";

/**
 * What the product answers of a ticket in a list whose columns show no fields of the form, as JSON that PostgreSQL builds; `reader` in `NAMES` is whose
 * flag and reminder it carries.
 */
const ROW = `t.id, t.no, t.version, t.title, t.state, t.priority, t.type_id, t.flow_version, t.node, t.phone,
  t.group_id, g.name AS group_name, g.name_en AS group_name_en, t.handler_id, h.display_name AS handler_name, t.creator_id, a.display_name AS creator_name,
  t.created_at, t.changed_at, t.finished_at, t.due_at, t.warn_at, k.id AS category_id, k.name_zh AS category_zh, k.name_en AS category_en,
  u.id AS customer_id, u.name AS customer_name, u.level, u.tags, m.flag, m.remind_at, m.remind_text`;
const names = (reader: string): string => `LEFT JOIN skill_group g ON g.id = t.group_id
  LEFT JOIN person h ON h.id = t.handler_id LEFT JOIN person a ON a.id = t.creator_id LEFT JOIN category k ON k.id = t.category_id
  LEFT JOIN customer u ON u.id = t.customer_id LEFT JOIN ticket_mark m ON m.ticket_id = t.id AND m.person_id = ${reader}`;
const CONTENT = "JOIN ticket_content x ON x.ticket_id = t.id";
const json = (rows: string): string => `SELECT coalesce(json_agg(r), '[]') AS json FROM (${rows}) r`;
const rows = (page: string, reader = "$2", order = "t.no DESC"): string =>
  json(`WITH t AS MATERIALIZED (${page}) SELECT ${ROW} FROM t ${names(reader)} ORDER BY ${order}`);
/** The list as it was read before its rows were dressed by a statement of their own: one statement, planned again each time, parsed and written. */
const before = (page: string): string =>
  `WITH t AS MATERIALIZED (${page}) SELECT ${ROW}, x.fields FROM t ${CONTENT} ${names("$2")} ORDER BY t.no DESC`;
const tied = (column: string): string =>
  rows(
    `SELECT t.* FROM (SELECT ticket_id FROM ticket_person WHERE person_id = $1 AND ${column} ORDER BY no DESC LIMIT 51) m JOIN ticket t ON t.id = m.ticket_id`,
    "$1",
  );
const counted = (from: string): string => `(SELECT count(*) FROM (SELECT 1 FROM ${from} LIMIT 1001) c)`;

/** Ids of what is looked for, planned for the values; their rows are then read by `dress`. */
const SOUGHT: Record<string, string> = {
  filter:
    "SELECT t.id FROM ticket t JOIN ticket_content c ON c.ticket_id = t.id WHERE left(c.fields->>'t1_field_1', 200) = $1 ORDER BY c.no DESC LIMIT 51",
  rare: "SELECT t.id FROM ticket t WHERE t.id IN (SELECT ticket_id FROM ticket_content c WHERE search_grams(c.search) @> search_grams($1) AND c.search LIKE '%' || $1 || '%') ORDER BY t.no DESC LIMIT 51",
  common:
    "SELECT t.id FROM ticket t JOIN ticket_content c ON c.ticket_id = t.id WHERE c.search LIKE '%' || $1 || '%' ORDER BY c.no DESC LIMIT 51",
};
/** Planned for each execution, as it was. */
const UNPREPARED = new Set(["before"]);
/** Values as PostgreSQL writes them: what is only passed on is not parsed. */
const RAW = { getTypeParser: () => (text: unknown) => text } as unknown as pg.CustomTypesConfig;
const statement = (name: string, values: unknown[]): pg.QueryConfig => ({
  text: SQL[name]!,
  values,
  ...(UNPREPARED.has(name) ? {} : { name, types: RAW }),
});

/** The answer of a request as text: JSON as PostgreSQL built it, or rows written again. */
async function answerOf(pool: pg.Pool, name: string, params: unknown[]): Promise<string> {
  const sought = SOUGHT[name];
  if (sought) {
    const { rows } = await pool.query<{ id: string }>({ text: sought, values: [params[0]], types: RAW });
    return answerOf(pool, "dress", [rows.map(({ id }) => id), params[1]]);
  }
  const { rows } = await pool.query<{ json?: string }>(statement(name, params));
  return rows[0]?.json ?? JSON.stringify(rows);
}

/** Statements by name; parameters come with the request. */
const SQL: Record<string, string> = {
  list: rows("SELECT t.* FROM ticket t WHERE t.no < $1 ORDER BY t.no DESC LIMIT 51"),
  handling: rows("SELECT * FROM ticket t WHERE handler_id = $1 AND state = 'open' ORDER BY no DESC LIMIT 51", "$1"),
  waiting: rows(
    "SELECT t.* FROM unnest($1::uuid[]) g(id), LATERAL (SELECT * FROM ticket WHERE group_id = g.id AND state = 'open' AND handler_id IS NULL ORDER BY no DESC LIMIT 51) t ORDER BY t.no DESC LIMIT 51",
  ),
  created: tied("created"),
  finished: tied("finished"),
  involved: tied("involved"),
  transferred: tied("transferred"),
  copied: tied("copied"),
  marked: rows(
    "SELECT t.* FROM ticket_mark m JOIN ticket t ON t.id = m.ticket_id WHERE m.person_id = $1 ORDER BY m.no DESC LIMIT 51",
    "$1",
  ),
  counts:
    json(`SELECT ${["created", "finished", "involved", "transferred", "copied"].map((tie) => `${counted(`ticket_person WHERE person_id = $1 AND ${tie}`)} AS ${tie}`).join(", ")},
    ${counted("ticket WHERE handler_id = $1 AND state = 'open'")} AS handling, ${counted("ticket_mark WHERE person_id = $1")} AS marked,
    (SELECT json_agg(json_build_object('id', g.id, 'n', ${counted("ticket WHERE group_id = g.id AND state = 'open' AND handler_id IS NULL")})) FROM skill_group g WHERE g.id = ANY($2::uuid[])) AS waiting`),
  before: before("SELECT t.* FROM ticket t WHERE t.no < $1 ORDER BY t.no DESC LIMIT 51"),
  dress: json(
    `SELECT ${ROW} FROM unnest($1::uuid[]) WITH ORDINALITY page(id, place) JOIN ticket t ON t.id = page.id ${names("$2")} ORDER BY page.place`,
  ),
  sort: rows(
    "SELECT t.*, (c.fields->>'t2_field_2')::numeric AS k FROM ticket t JOIN ticket_content c ON c.ticket_id = t.id WHERE (c.fields->>'t2_field_2')::numeric IS NOT NULL AND (c.fields->>'t2_field_2')::numeric < $1 ORDER BY (c.fields->>'t2_field_2')::numeric DESC, c.no DESC LIMIT 51",
    "$2",
    "t.k DESC, t.no DESC",
  ),
  due: rows(
    "SELECT * FROM ticket t WHERE t.state = 'open' AND t.due_at IS NOT NULL AND t.due_at > $1 ORDER BY t.due_at, t.no LIMIT 51",
    "$2",
    "t.due_at, t.no",
  ),
  open: json(`SELECT ${ROW}, x.fields, t.source, t.template_id, t.template_version, t.time_left_ms,
    (SELECT json_build_object('id', r.id, 'no', r.no, 'title', r.title, 'state', r.state) FROM ticket r WHERE r.id = t.parent_id) AS parent,
    (SELECT json_build_object('id', r.id, 'no', r.no, 'title', r.title, 'state', r.state) FROM ticket r WHERE r.id = t.merged_into_id) AS merged_into,
    (SELECT json_agg(json_build_object('id', r.id, 'no', r.no, 'title', r.title, 'state', r.state)) FROM ticket r WHERE r.parent_id = t.id) AS children,
    (SELECT json_agg(json_build_object('id', r.id, 'no', r.no, 'title', r.title, 'state', r.state)) FROM ticket_link l JOIN ticket r ON r.id = l.other_id WHERE l.ticket_id = t.id) AS related,
    (SELECT json_agg(json_build_object('id', p.id, 'name', p.display_name)) FROM ticket_person y JOIN person p ON p.id = y.person_id WHERE y.ticket_id = t.id AND y.copied) AS copied_to,
    (SELECT json_agg(json_build_object('id', c.id, 'direction', c.direction, 'at', c.started_at, 'ms', c.talk_ms, 'result', c.result, 'agent', p.display_name,
      'recorded', EXISTS (SELECT 1 FROM recording q WHERE q.call_id = c.id AND q.state = 'ready')) ORDER BY c.started_at DESC)
      FROM ticket_call y JOIN call c ON c.id = y.call_id
      LEFT JOIN LATERAL (SELECT z.person_id FROM call_part z WHERE z.call_id = c.id ORDER BY z.started_at DESC LIMIT 1) z ON TRUE
      LEFT JOIN person p ON p.id = z.person_id WHERE y.ticket_id = t.id) AS calls,
    (SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type, 'bytes', f.bytes, 'at', f.at, 'by', p.display_name) ORDER BY f.at)
      FROM ticket_file f LEFT JOIN person p ON p.id = f.person_id WHERE f.ticket_id = t.id) AS files,
    EXISTS (SELECT 1 FROM ticket_person y WHERE y.ticket_id = t.id AND y.person_id = $2) AS tied
    FROM ticket t ${CONTENT} ${names("$2")} WHERE t.id = $1`),
};

const TIE =
  "INSERT INTO ticket_person (person_id, ticket_id, no, involved) SELECT $2, id, no, true FROM ticket WHERE id = $1 ON CONFLICT (person_id, ticket_id) DO UPDATE SET involved = true";

async function edit(pool: pg.Pool, [id, value, person]: string[]): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT * FROM ticket WHERE id = $1 FOR NO KEY UPDATE", [id]);
    await client.query("SELECT fields FROM ticket_content WHERE ticket_id = $1", [id]);
    const { t0_other: word } = JSON.parse(value!) as { t0_other: string };
    await client.query("UPDATE ticket_content SET fields = fields || $2::jsonb, search = search || ' ' || $3 WHERE ticket_id = $1", [
      id,
      value,
      word,
    ]);
    await client.query("UPDATE ticket SET version = version + 1, changed_at = now() WHERE id = $1", [id]);
    await client.query(TIE, [id, person]);
    await client.query(
      "WITH e AS (INSERT INTO event (name, at, actor_id, entity, entity_id, data) VALUES ('ticket.edited', now(), $2, 'ticket', $1, $3) RETURNING seq) SELECT pg_notify('floor', seq::text) FROM e",
      [id, person, value],
    );
    await client.query("COMMIT");
    return (await client.query<{ json: string }>(statement("open", [id, person]))).rows[0]!.json;
  } finally {
    client.release();
  }
}

async function claim(pool: pg.Pool, [id, person]: string[]): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      "UPDATE ticket SET handler_id = $2, version = version + 1, changed_at = now() WHERE id = $1 AND handler_id IS NULL",
      [id, person],
    );
    await client.query(TIE, [id, person]);
    await client.query(
      "WITH e AS (INSERT INTO event (name, at, actor_id, entity, entity_id, data) VALUES ('ticket.claimed', now(), $2, 'ticket', $1, '{}') RETURNING seq) SELECT pg_notify('floor', seq::text) FROM e",
      [id, person],
    );
    await client.query("COMMIT");
    return (await client.query<{ json: string }>(statement("open", [id, person]))).rows[0]!.json;
  } finally {
    client.release();
  }
}

/** The least there can be: node:http and pg, with the SQL written by hand, without sign-in, permission or contract. */
const verbs = {
  async listen(): Promise<string> {
    const pool = new pg.Pool({ connectionString: provided("BENCH_DATABASE_URL"), max: 16 });
    const server = createServer((req, res) => {
      let body = "";
      req.on("data", (chunk) => (body += chunk));
      req.on("end", async () => {
        const { name, params } = JSON.parse(body) as { name: string; params: unknown[] };
        const answer =
          name === "edit"
            ? edit(pool, params as string[])
            : name === "claim"
              ? claim(pool, params as string[])
              : answerOf(pool, name, params);
        answer.then(
          (value) => res.setHeader("content-type", "application/json").end(value),
          (error) => {
            res.statusCode = 500;
            res.end(String(error));
          },
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  },
};
export type TicketFloor = typeof verbs;

serve(verbs);
