import pg from "pg";

/** One statement to the database of the product under test: for what has no page yet, and to look behind the pages. */
export async function sql<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

/** Puts settings of B4 into force; `undefined` takes one back to its default. */
export async function settings(wanted: Record<string, unknown>): Promise<void> {
  for (const [key, value] of Object.entries(wanted)) {
    await sql("DELETE FROM setting WHERE key = $1", [key]);
    if (value !== undefined) await sql("INSERT INTO setting (key, value) VALUES ($1, $2)", [key, JSON.stringify(value)]);
  }
}

/** The agent's row as routing sees it. */
export async function agentRow(account: string): Promise<{ state: string; connected: boolean }> {
  const [row] = await sql<{ state: string; connected: boolean }>(
    "SELECT state, connected FROM agent JOIN person ON person.id = person_id WHERE login_name = $1",
    [`${account}@demo.test`],
  );
  if (!row) throw new Error(`${account} has never been on duty`);
  return row;
}

/** The time of whatever rings passes now. */
export async function ringTimePasses(): Promise<void> {
  await sql("UPDATE call_part SET ring_ends_at = now() WHERE state = 'ringing'");
}

export async function displayName(account: string): Promise<string> {
  const [row] = await sql<{ name: string }>("SELECT display_name AS name FROM person WHERE login_name = $1", [`${account}@demo.test`]);
  return row?.name ?? "";
}

/** The grace time of an agent whose page is gone passes now. */
export async function graceTimePasses(account: string): Promise<void> {
  await sql(
    "UPDATE agent SET grace_ends_at = now() FROM person WHERE person.id = person_id AND login_name = $1 AND grace_ends_at IS NOT NULL",
    [`${account}@demo.test`],
  );
}
