import { CALL_TABLE, type CallEvent, type CallState, next } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import type { Call, Leg } from "../../platform/db/generated/client.ts";
import { table } from "../../platform/db/table.ts";
import { RaceLost, type SqlTx } from "../../platform/db/transaction.ts";

export type CallRow = Call;
/** `ivrPath` and `ivrState` as plain JSON. */
export type CallChanges = Partial<Omit<Call, "id" | "version" | "ivrPath" | "ivrState">> & { ivrPath?: unknown; ivrState?: unknown };

const calls = table<Call>({
  id: ["id", "uuid"],
  version: ["version", "int"],
  direction: ["direction", "text"],
  source: ["source", "text"],
  state: ["state", "text"],
  result: ["result", "text"],
  endedBy: ["ended_by", "text"],
  sipStatus: ["sip_status", "int"],
  q850: ["q850", "int"],
  number: ["number", "text"],
  customerId: ["customer_id", "uuid"],
  hotlineId: ["hotline_id", "uuid"],
  hotlineNumber: ["hotline_number", "text"],
  skillGroupId: ["skill_group_id", "uuid"],
  customerLegId: ["customer_leg_id", "uuid"],
  startedAt: ["started_at", "timestamptz"],
  queuedAt: ["queued_at", "timestamptz"],
  alertedAt: ["alerted_at", "timestamptz"],
  answeredAt: ["answered_at", "timestamptz"],
  endedAt: ["ended_at", "timestamptz"],
  ivrMs: ["ivr_ms", "int"],
  waitMs: ["wait_ms", "int"],
  talkMs: ["talk_ms", "int"],
  trouble: ["trouble", "text"],
  factSeq: ["fact_seq", "int"],
  voiceBoot: ["voice_boot", "uuid"],
  ivrFlowId: ["ivr_flow_id", "uuid"],
  ivrVersion: ["ivr_version", "int"],
  ivrState: ["ivr_state", "jsonb"],
  announceAt: ["announce_at", "timestamptz"],
  ivrPath: ["ivr_path", "jsonb"],
});
const ROW = calls.select("c");

const legs = table<Leg>({
  endCode: ["end_code", "text"],
  trunkId: ["trunk_id", "uuid"],
  id: ["id", "uuid"],
  callId: ["call_id", "uuid"],
  kind: ["kind", "text"],
  state: ["state", "text"],
  party: ["party", "text"],
  personId: ["person_id", "uuid"],
  tabId: ["tab_id", "text"],
  codec: ["codec", "text"],
  startedAt: ["started_at", "timestamptz"],
  answeredAt: ["answered_at", "timestamptz"],
  endedAt: ["ended_at", "timestamptz"],
  endedBy: ["ended_by", "text"],
  sipStatus: ["sip_status", "int"],
  q850: ["q850", "int"],
});

type NewCall = CallChanges & Pick<Call, "id" | "direction" | "source" | "state" | "number" | "startedAt">;
type FirstLeg = Pick<Leg, "id" | "kind" | "state" | "party" | "startedAt"> & Partial<Leg>;

/** A call with its first leg; null when there is a call of this id already. */
export async function insertCall(tx: SqlTx, call: NewCall, leg: FirstLeg): Promise<CallRow | null> {
  const [row] = await tx.rows.$queryRaw<CallRow[]>(prepared`
    WITH c AS (INSERT INTO call ${calls.values(call as Partial<Call>)} ON CONFLICT (id) DO NOTHING RETURNING *),
    leg AS (INSERT INTO leg ${legs.values({ ...leg, callId: call.id })} ON CONFLICT DO NOTHING)
    SELECT ${ROW} FROM c`);
  return row ?? null;
}

export async function findCall(reader: SqlReader, callId: string): Promise<CallRow | null> {
  const [row] = await reader.$queryRaw<CallRow[]>(prepared`SELECT ${ROW} FROM call c WHERE c.id = ${callId}::uuid`);
  return row ?? null;
}

export async function findLeg(reader: SqlReader, legId: string): Promise<Leg | null> {
  const [row] = await reader.$queryRaw<Leg[]>(prepared`SELECT ${legs.select("l")} FROM leg l WHERE l.id = ${legId}::uuid`);
  return row ?? null;
}

/** Locks the call for this transaction. Locks are always taken in the order call → part → queue entry → agent. */
export async function lockCall(tx: SqlTx, callId: string): Promise<CallRow | null> {
  const [row] = await tx.rows.$queryRaw<CallRow[]>(prepared`SELECT ${ROW} FROM call c WHERE c.id = ${callId}::uuid FOR UPDATE`);
  return row ?? null;
}

/**
 * Locks the call and notes that the fact after its last one is being applied; null when `seq` is not the next. Does not count as a change of the
 * call: nobody sees it.
 */
export async function takeNextFact(tx: SqlTx, callId: string, seq: number): Promise<CallRow | null> {
  const [row] = await tx.rows.$queryRaw<CallRow[]>(
    prepared`UPDATE call c SET fact_seq = ${seq} WHERE c.id = ${callId}::uuid AND c.fact_seq = ${seq} - 1 RETURNING ${ROW}`,
  );
  return row ?? null;
}

/** Notes the fact over a gap. */
export async function noteFact(tx: SqlTx, callId: string, seq: number): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE call SET fact_seq = ${seq} WHERE id = ${callId}::uuid`);
}

/** Moves the call along CALL_TABLE by compare-and-set and gives the new row; throws RaceLost when it is not where the caller saw it. */
export async function moveCall(tx: SqlTx, call: CallRow, event: CallEvent, changes: CallChanges = {}): Promise<CallRow> {
  const state = next(CALL_TABLE, call.state as CallState, event);
  if (!state) throw new RaceLost(`${event} is not possible in ${call.state}`);
  return changeCall(tx, call, { ...changes, state });
}

/** Moves a call that is in `from`, without reading it first, and answers when it began; null when it is not in that state. */
export async function moveCallFrom(
  tx: SqlTx,
  callId: string,
  from: CallState,
  event: CallEvent,
  changes: CallChanges,
): Promise<{ startedAt: Date } | null> {
  const state = next(CALL_TABLE, from, event);
  if (!state) throw new RaceLost(`${event} is not possible in ${from}`);
  const [moved] = await tx.rows.$queryRaw<{ startedAt: Date }[]>(prepared`
    UPDATE call SET version = version + 1, ${assignments({ ...changes, state })} WHERE id = ${callId}::uuid AND state = ${from}
    RETURNING started_at AS "startedAt"`);
  return moved ?? null;
}

/** Changes columns of a call that stays in its state. */
export async function changeCall(tx: SqlTx, call: CallRow, changes: CallChanges): Promise<CallRow> {
  const [row] = await tx.rows.$queryRaw<CallRow[]>(prepared`
    UPDATE call c SET version = c.version + 1, ${assignments(changes)} WHERE c.id = ${call.id}::uuid AND c.version = ${call.version} RETURNING ${ROW}`);
  if (!row) throw new RaceLost("the call changed meanwhile");
  return row;
}

/** Counts a change of the call that is no change of its row: of a part, or of a consultation. The call is locked. */
export async function countChange(tx: SqlTx, callId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE call SET version = version + 1 WHERE id = ${callId}::uuid`);
}

/** Gives a customer to the call, and to all calls of the number, as far as they have none; answers which got it. */
export async function giveCustomer(tx: SqlTx, customerId: string, of: { callId: string; number: string | null }): Promise<string[]> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>(prepared`
    UPDATE call SET customer_id = ${customerId}::uuid, version = version + 1
    WHERE customer_id IS NULL AND (id = ${of.callId}::uuid OR number = ${of.number}) RETURNING id`);
  return rows.map((row) => row.id);
}

const assignments = (changes: CallChanges): Prisma.Sql => Prisma.join(calls.assign(changes as Partial<Call>));

export async function changeLeg(tx: SqlTx, legId: string, changes: Partial<Leg>): Promise<boolean> {
  const count = await tx.rows.$executeRaw(prepared`
    UPDATE leg SET ${Prisma.join(legs.assign(changes))} WHERE id = ${legId}::uuid AND state <> 'ended'`);
  return count > 0;
}
