import type { VoiceCommand } from "@cloverdesk/contracts";
import { type Database, prepared, type SqlReader } from "../db/client.ts";

export interface PendingCommand {
  id: string;
  callId: string;
  command: VoiceCommand;
}

/** Commands of a call that voice has not answered yet, in order. */
export function pendingCommands(db: Database, callId: string): Promise<PendingCommand[]> {
  return db.prisma.$queryRaw<PendingCommand[]>(
    prepared`SELECT id, call_id AS "callId", command FROM voice_command WHERE call_id = ${callId}::uuid AND done_at IS NULL ORDER BY seq`,
  );
}

/** Calls with commands unanswered since before `before`: their sender may have died. */
export async function callsWithOverdueCommands(db: Database, before: Date): Promise<string[]> {
  const rows = await db.prisma.$queryRaw<
    { callId: string }[]
  >`SELECT DISTINCT call_id AS "callId" FROM voice_command WHERE done_at IS NULL AND created_at < ${before} LIMIT 500`;
  return rows.map((row) => row.callId);
}

export async function markDone(db: Database, done: { id: string; refused: string | null }[]): Promise<void> {
  await db.prisma.$executeRaw(prepared`
    UPDATE voice_command c SET done_at = now(), refused = d.refused
    FROM jsonb_to_recordset(${JSON.stringify(done)}::jsonb) AS d(id uuid, refused text) WHERE c.id = d.id AND c.done_at IS NULL`);
}

/** So many commands are forgotten in one go: some tens of milliseconds. */
const FORGOTTEN_AT_ONCE = 5_000;

/** Forgets commands that voice answered before `before`, the oldest first. */
export async function forgetAnsweredCommands(db: Database, before: Date): Promise<void> {
  for (;;) {
    const count = await db.prisma.$executeRaw`
      DELETE FROM voice_command WHERE done_at < ${before} AND seq IN (SELECT seq FROM voice_command ORDER BY seq LIMIT ${FORGOTTEN_AT_ONCE})`;
    if (count < FORGOTTEN_AT_ONCE) return;
  }
}

/** Takes back what was not sent yet for a call that is lost: a later boot of voice must not dial for it. */
export async function dropPending(rows: SqlReader, callId: string): Promise<void> {
  await rows.$executeRaw`UPDATE voice_command SET done_at = now(), refused = 'dropped' WHERE call_id = ${callId}::uuid AND done_at IS NULL`;
}
