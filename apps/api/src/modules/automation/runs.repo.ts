import type { RuleVerdict, RunOutcome, TakenStep } from "@cloverdesk/contracts";
import { Prisma, prepared, type Reader, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

export interface RunRecord {
  seq: bigint;
  ruleId: string;
  version: number;
  ticketId: string;
  ticketNo: bigint;
  cause: string;
  depth: number;
  at: Date;
  outcome: RunOutcome;
  verdicts: RuleVerdict[];
  /** `refused` is an error code. */
  steps: (Pick<TakenStep, "do" | "changes"> & { refused: string | null })[];
}
export type NewRun = Omit<RunRecord, "seq" | "at">;

/** Longer texts are cut in the log, characters. */
const TEXT_MOST = 200;

/** What JSON has no word for, and what would swell the log. */
function logged(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return typeof value === "string" && value.length > TEXT_MOST ? `${[...value].slice(0, TEXT_MOST).join("")}…` : value;
}

export async function insertRuns(tx: SqlTx, runs: NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  const given = JSON.stringify(runs, logged);
  await tx.rows.$executeRaw(prepared`
    INSERT INTO automation_run (rule_id, version, ticket_id, ticket_no, cause, depth, at, outcome, verdicts, steps)
    SELECT "ruleId", version, "ticketId", "ticketNo", cause, depth, ${tx.at}::timestamptz, outcome, verdicts, steps
    FROM jsonb_to_recordset(${given}::jsonb) AS x("ruleId" uuid, version int, "ticketId" uuid, "ticketNo" bigint, cause text, depth int, outcome text,
      verdicts jsonb, steps jsonb)`);
}

/** Of these tickets those for which the rule has acted for the same cause, by id. */
export async function actedFor(tx: SqlTx, ruleId: string, given: { ticketId: string; cause: string }[]): Promise<Set<string>> {
  if (given.length === 0) return new Set();
  const asked = JSON.stringify(given.map(({ ticketId, cause }) => ({ ticketId, cause })));
  const rows = await tx.rows.$queryRaw<{ id: string }[]>(prepared`
    SELECT r.ticket_id AS id FROM jsonb_to_recordset(${asked}::jsonb) AS x("ticketId" uuid, cause text)
    JOIN automation_run r ON r.rule_id = ${ruleId}::uuid AND r.ticket_id = x."ticketId" AND r.cause = x.cause AND r.outcome IN ('done', 'refused')`);
  return new Set(rows.map(({ id }) => id));
}

export function listRuns(
  reader: Reader,
  ruleId: string,
  { outcome, before, limit }: { outcome: RunOutcome | null; before: bigint | null; limit: number },
): Promise<RunRecord[]> {
  const ofOutcome = outcome ? Prisma.sql`AND outcome = ${outcome}` : Prisma.empty;
  const older = before === null ? Prisma.empty : Prisma.sql`AND seq < ${before}`;
  return reader.$queryRaw<RunRecord[]>(prepared`
    SELECT seq, rule_id AS "ruleId", version, ticket_id AS "ticketId", ticket_no AS "ticketNo", cause, depth, at, outcome, verdicts, steps
    FROM automation_run WHERE rule_id = ${ruleId}::uuid ${ofOutcome} ${older} ORDER BY seq DESC LIMIT ${limit}`);
}

/** Runs of each rule since then, by outcome. */
export function countRuns(reader: SqlReader, since: Date): Promise<{ ruleId: string; outcome: RunOutcome; count: number }[]> {
  return reader.$queryRaw`SELECT rule_id AS "ruleId", outcome, count(*)::int AS count FROM automation_run WHERE at >= ${since} GROUP BY 1, 2`;
}

/** Deletes runs of before then, a part at a time; answers how many. */
export function forgetRuns(reader: SqlReader, before: Date, limit: number): Promise<number> {
  return reader.$executeRaw`
    DELETE FROM automation_run WHERE seq = ANY(ARRAY(SELECT seq FROM automation_run WHERE at < ${before} ORDER BY at LIMIT ${limit}))`;
}
