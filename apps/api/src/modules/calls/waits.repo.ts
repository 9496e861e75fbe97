import { randomUUID } from "node:crypto";
import type { Tx } from "../../platform/db/transaction.ts";

/** Queue hops, offers and holds: the spans of a call's life. Each kind has at most one open span. */
export async function openHop(tx: Tx, callId: string, skillGroupId: string): Promise<void> {
  await tx.rows.queueHop.create({ data: { id: randomUUID(), callId, skillGroupId, enteredAt: tx.at } });
}

export async function closeHop(tx: Tx, callId: string, how: "answered" | "abandoned" | "overflow" | "requeued" | "ended"): Promise<void> {
  await tx.rows.queueHop.updateMany({ where: { callId, leftAt: null }, data: { leftAt: tx.at, how } });
}

export async function openOffer(tx: Tx, callId: string, personId: string): Promise<void> {
  await tx.rows.callOffer.create({ data: { id: randomUUID(), callId, personId, at: tx.at } });
}

export async function closeOffer(tx: Tx, callId: string, outcome: "answered" | "missed" | "withdrawn"): Promise<void> {
  await tx.rows.callOffer.updateMany({ where: { callId, endedAt: null }, data: { endedAt: tx.at, outcome } });
}

export async function openHold(tx: Tx, callId: string): Promise<void> {
  await tx.rows.hold.create({ data: { id: randomUUID(), callId, start: tx.at } });
}

export async function closeHold(tx: Tx, callId: string): Promise<void> {
  await tx.rows.hold.updateMany({ where: { callId, end: null }, data: { end: tx.at } });
}
