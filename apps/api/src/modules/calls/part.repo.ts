import { randomUUID } from "node:crypto";
import { next, PART_TABLE, type PartEvent, type PartState } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import type { CallPart } from "../../platform/db/generated/client.ts";
import { table } from "../../platform/db/table.ts";
import { RaceLost, type SqlTx } from "../../platform/db/transaction.ts";
import { type CallRow, lockCall } from "./call-row.repo.ts";

export type PartRow = CallPart;
export type PartChanges = Partial<Omit<CallPart, "id" | "callId" | "role" | "callStartedAt">>;

const parts = table<CallPart>({
  id: ["id", "uuid"],
  callId: ["call_id", "uuid"],
  role: ["role", "text"],
  state: ["state", "text"],
  personId: ["person_id", "uuid"],
  number: ["number", "text"],
  callerNumber: ["caller_number", "text"],
  skillGroupId: ["skill_group_id", "uuid"],
  legId: ["leg_id", "uuid"],
  began: ["began", "text"],
  outcome: ["outcome", "text"],
  callStartedAt: ["call_started_at", "timestamptz"],
  startedAt: ["started_at", "timestamptz"],
  ringEndsAt: ["ring_ends_at", "timestamptz"],
  answeredAt: ["answered_at", "timestamptz"],
  heldAt: ["held_at", "timestamptz"],
  endedAt: ["ended_at", "timestamptz"],
  wrapUpEndedAt: ["wrap_up_ended_at", "timestamptz"],
  ringMs: ["ring_ms", "int"],
  holdMs: ["hold_ms", "int"],
  wrapUpMs: ["wrap_up_ms", "int"],
  muted: ["muted", "boolean"],
  keysSent: ["keys_sent", "text"],
  trouble: ["trouble", "text"],
  summaryState: ["summary_state", "text"],
});
const ROW = parts.select("p");

/** `isTaken` in SQL. The alias is a constant of ours, never input. */
export const takenOf = (alias: "p" | "later"): Prisma.Sql =>
  Prisma.raw(`${alias}.outcome IS DISTINCT FROM 'missed' AND ${alias}.outcome IS DISTINCT FROM 'withdrawn'`);
export const TAKEN = takenOf("p");

type NewPart = PartChanges & Pick<CallPart, "id" | "callId" | "role" | "state" | "began" | "callStartedAt" | "startedAt">;

export async function insertPart(tx: SqlTx, part: NewPart): Promise<void> {
  await tx.rows.$executeRaw(prepared`INSERT INTO call_part ${parts.values(part)}`);
}

/** A part that begins with its ring: the part and the offer. */
export async function insertRing(tx: SqlTx, part: NewPart & { personId: string }): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    WITH offer AS (
      INSERT INTO call_offer (id, call_id, person_id, at)
      VALUES (${randomUUID()}::uuid, ${part.callId}::uuid, ${part.personId}::uuid, ${part.startedAt}))
    INSERT INTO call_part ${parts.values(part)}`);
}

/** Locks the call for this transaction and reads its parts, in one journey. */
export const lockWithParts = (tx: SqlTx, callId: string): Promise<[CallRow | null, PartRow[]]> =>
  Promise.all([lockCall(tx, callId), partsOf(tx.rows, callId)]);

/** The parts of a call, the first first. Read after the call was locked they stay as they are until the transaction ends. */
export function partsOf(reader: SqlReader, callId: string): Promise<PartRow[]> {
  return reader.$queryRaw<PartRow[]>(
    prepared`SELECT ${ROW} FROM call_part p WHERE p.call_id = ${callId}::uuid ORDER BY p.started_at, p.id`,
  );
}

/** Moves the part along PART_TABLE by compare-and-set; throws RaceLost when it is not where the caller saw it. The call, which counts versions, moves too. */
export async function movePart(tx: SqlTx, part: PartRow, event: PartEvent, changes: PartChanges = {}): Promise<void> {
  const state = next(PART_TABLE, part.state as PartState, event);
  if (!state) throw new RaceLost(`${event} is not possible in ${part.state}`);
  const count = await tx.rows.$executeRaw(prepared`
    UPDATE call_part SET ${assignments({ ...changes, state })} WHERE id = ${part.id}::uuid AND state = ${part.state}`);
  if (count === 0) throw new RaceLost("the part changed meanwhile");
}

/** Changes columns of a part that stays in its state, and counts the change at its call. The call is locked first. */
export async function changePart(tx: SqlTx, part: PartRow, changes: PartChanges): Promise<void> {
  const count = await tx.rows.$executeRaw(prepared`
    WITH c AS (UPDATE call SET version = version + 1 WHERE id = ${part.callId}::uuid RETURNING id)
    UPDATE call_part p SET ${assignments(changes)} FROM c WHERE p.id = ${part.id}::uuid AND p.call_id = c.id AND p.state = ${part.state}`);
  if (count === 0) throw new RaceLost("the part changed meanwhile");
}

const assignments = (changes: PartChanges): Prisma.Sql => Prisma.join(parts.assign(changes));
