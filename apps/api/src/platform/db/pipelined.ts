import type pg from "pg";
import { directlyWithin, type SqlReader } from "./direct.ts";

/**
 * Runs `work` and then `last` in one transaction of statements that go out as soon as they are asked for, without waiting for the answers of those before
 * them. BEGIN travels with the first, COMMIT with those of `last`, and what `work` asks for at once (`Promise.all`) makes one journey. PostgreSQL does them in
 * their order; after one that fails none does anything, COMMIT included.
 */
export async function inPipelinedTransaction<T>(
  pool: pg.Pool,
  work: (rows: SqlReader) => Promise<T>,
  last: (rows: SqlReader) => Promise<unknown>,
): Promise<T> {
  const connection = await pool.connect();
  const { rows, end } = directlyWithin(connection);
  let broken = false;
  const onError = (): void => {
    broken = true;
  };
  connection.on("error", onError);
  try {
    const [begun, worked] = inOnePacket(connection, () => [connection.query("BEGIN"), work(rows)]);
    const [, value] = await Promise.all([begun, worked]);
    const [written, committed] = inOnePacket(connection, () => [last(rows), connection.query("COMMIT")]);
    const [, { command }] = await Promise.all([written, committed]);
    if (command !== "COMMIT") throw new Error("rolled back: a statement failed whose error nobody took");
    return value;
  } catch (error) {
    end();
    await connection.query("ROLLBACK").catch(onError);
    throw error;
  } finally {
    end();
    connection.off("error", onError);
    connection.release(broken);
  }
}

/** What is asked for within `ask`, before it first waits, leaves together. */
function inOnePacket<T>(connection: pg.PoolClient, ask: () => T): T {
  const { stream } = connection.connection;
  stream.cork();
  try {
    return ask();
  } finally {
    stream.uncork();
  }
}
