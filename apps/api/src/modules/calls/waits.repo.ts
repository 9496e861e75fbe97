import { randomUUID } from "node:crypto";
import { prepared } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

/** Queue hops, offers and holds: the spans of a call's life. Each kind has at most one open span. */
export async function openHop(tx: Tx, callId: string, skillGroupId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO queue_hop (id, call_id, skill_group_id, entered_at) VALUES (${randomUUID()}::uuid, ${callId}::uuid, ${skillGroupId}::uuid, ${tx.at})`);
}

export async function closeHop(tx: Tx, callId: string, how: "answered" | "abandoned" | "overflow" | "requeued" | "ended"): Promise<void> {
  await tx.rows.$executeRaw(
    prepared`UPDATE queue_hop SET left_at = ${tx.at}, how = ${how} WHERE call_id = ${callId}::uuid AND left_at IS NULL`,
  );
}

export async function openOffer(tx: Tx, callId: string, personId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO call_offer (id, call_id, person_id, at) VALUES (${randomUUID()}::uuid, ${callId}::uuid, ${personId}::uuid, ${tx.at})`);
}

export async function closeOffer(tx: Tx, callId: string, outcome: "answered" | "missed" | "withdrawn"): Promise<void> {
  await tx.rows.$executeRaw(
    prepared`UPDATE call_offer SET ended_at = ${tx.at}, outcome = ${outcome} WHERE call_id = ${callId}::uuid AND ended_at IS NULL`,
  );
}

export async function openHold(tx: Tx, callId: string): Promise<void> {
  await tx.rows.hold.create({ data: { id: randomUUID(), callId, start: tx.at } });
}

export async function closeHold(tx: Tx, callId: string): Promise<void> {
  await tx.rows.hold.updateMany({ where: { callId, end: null }, data: { end: tx.at } });
}
