import { CONSULTATION_TABLE, type ConsultationEvent, type ConsultationOutcome, type ConsultationState, next } from "@cloverdesk/contracts";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";
import type { CallConsultation } from "../../platform/db/generated/client.ts";
import { table } from "../../platform/db/table.ts";
import { RaceLost, type SqlTx } from "../../platform/db/transaction.ts";

export type ConsultationRow = CallConsultation;

const consultations = table<CallConsultation>({
  id: ["id", "uuid"],
  callId: ["call_id", "uuid"],
  partId: ["part_id", "uuid"],
  fromPersonId: ["from_person_id", "uuid"],
  askedPartId: ["asked_part_id", "uuid"],
  toPersonId: ["to_person_id", "uuid"],
  toSkillGroupId: ["to_skill_group_id", "uuid"],
  toNumber: ["to_number", "text"],
  note: ["note", "text"],
  state: ["state", "text"],
  at: ["at", "timestamptz"],
  answeredAt: ["answered_at", "timestamptz"],
  endedAt: ["ended_at", "timestamptz"],
  outcome: ["outcome", "text"],
});
const ROW = consultations.select("n");

type NewConsultation = Pick<CallConsultation, "id" | "callId" | "partId" | "fromPersonId" | "askedPartId" | "toPersonId" | "note" | "at">;

export async function insertConsultation(tx: SqlTx, consultation: NewConsultation): Promise<void> {
  await tx.rows.$executeRaw(prepared`INSERT INTO call_consultation ${consultations.values({ ...consultation, state: "ringing" })}`);
}

/** The consultation of the call that is under way. The call is locked by this transaction, so it stays as it is. */
export async function openConsultation(tx: SqlTx, callId: string): Promise<CallConsultation | null> {
  const [row] = await tx.rows.$queryRaw<CallConsultation[]>(
    prepared`SELECT ${ROW} FROM call_consultation n WHERE n.call_id = ${callId}::uuid AND n.ended_at IS NULL`,
  );
  return row ?? null;
}

/** Moves the consultation along CONSULTATION_TABLE by compare-and-set; throws RaceLost when it is not where the caller saw it. The call, which counts versions, moves too. */
export async function moveConsultation(
  tx: SqlTx,
  consultation: CallConsultation,
  event: ConsultationEvent,
  changes: { answeredAt?: Date; outcome?: ConsultationOutcome } = {},
): Promise<void> {
  const state = next(CONSULTATION_TABLE, consultation.state as ConsultationState, event);
  if (!state) throw new RaceLost(`${event} of the consultation is not possible in ${consultation.state}`);
  const set = consultations.assign({ ...changes, state, ...(state === "ended" && { endedAt: tx.at }) });
  const count = await tx.rows.$executeRaw(
    prepared`UPDATE call_consultation SET ${Prisma.join(set)} WHERE id = ${consultation.id}::uuid AND state = ${consultation.state}`,
  );
  if (count === 0) throw new RaceLost("the consultation changed meanwhile");
}

/** Parts of those who asked this person about the call. */
export async function askersOf(reader: SqlReader, callId: string, personId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ partId: string }[]>(
    prepared`SELECT part_id AS "partId" FROM call_consultation WHERE call_id = ${callId}::uuid AND to_person_id = ${personId}::uuid`,
  );
  return rows.map(({ partId }) => partId);
}
