import { randomUUID } from "node:crypto";
import { prepared } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

/** Queue hops, offers and holds: the spans of a call's life. Each kind has at most one open span. */
export async function openHop(tx: SqlTx, callId: string, skillGroupId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO queue_hop (id, call_id, skill_group_id, entered_at) VALUES (${randomUUID()}::uuid, ${callId}::uuid, ${skillGroupId}::uuid, ${tx.at})`);
}

export async function closeHop(
  tx: SqlTx,
  callId: string,
  how: "answered" | "abandoned" | "overflow" | "requeued" | "ended",
): Promise<void> {
  await tx.rows.$executeRaw(
    prepared`UPDATE queue_hop SET left_at = ${tx.at}, how = ${how} WHERE call_id = ${callId}::uuid AND left_at IS NULL`,
  );
}

export async function openOffer(tx: SqlTx, callId: string, personId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO call_offer (id, call_id, person_id, at) VALUES (${randomUUID()}::uuid, ${callId}::uuid, ${personId}::uuid, ${tx.at})`);
}

export async function closeOffer(tx: SqlTx, callId: string, outcome: "answered" | "missed" | "withdrawn"): Promise<void> {
  await tx.rows.$executeRaw(
    prepared`UPDATE call_offer SET ended_at = ${tx.at}, outcome = ${outcome} WHERE call_id = ${callId}::uuid AND ended_at IS NULL`,
  );
}

export async function openHold(tx: SqlTx, callId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`INSERT INTO hold (id, call_id, start) VALUES (${randomUUID()}::uuid, ${callId}::uuid, ${tx.at})`);
}

export async function closeHold(tx: SqlTx, callId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE hold SET "end" = ${tx.at} WHERE call_id = ${callId}::uuid AND "end" IS NULL`);
}
