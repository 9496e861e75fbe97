import type pg from "pg";

/** Rows by column name; what the first row names is what is written. */
export type Row = Record<string, unknown>;

const CHUNK = 5_000;

/** Writes many rows in few statements; PostgreSQL reads the columns' types from the table itself. */
export async function insert(client: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => `"${column}"`)
    .join(", ");
  for (let from = 0; from < rows.length; from += CHUNK)
    await client.query(`INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1)`, [
      JSON.stringify(rows.slice(from, from + CHUNK)),
    ]);
}
