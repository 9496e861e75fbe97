import { randomUUID } from "node:crypto";
import type { HopReason } from "@cloverdesk/contracts";
import { prepared } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

/** Queue hops and offers of a call, and the holds of its parts. Each has at most one open span of a kind. */
export async function openHop(tx: SqlTx, callId: string, skillGroupId: string, why: HopReason = "flow"): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    INSERT INTO queue_hop (id, call_id, skill_group_id, entered_at, why)
    VALUES (${randomUUID()}::uuid, ${callId}::uuid, ${skillGroupId}::uuid, ${tx.at}, ${why})`);
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

/** Closes the ring at the person. */
export async function closeOffer(
  tx: SqlTx,
  { callId, personId }: { callId: string; personId: string | null },
  outcome: "answered" | "missed" | "withdrawn",
): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    UPDATE call_offer SET ended_at = ${tx.at}, outcome = ${outcome}
    WHERE call_id = ${callId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL`);
}

export async function openHold(tx: SqlTx, partId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`INSERT INTO hold (id, part_id, start) VALUES (${randomUUID()}::uuid, ${partId}::uuid, ${tx.at})`);
}

export async function closeHold(tx: SqlTx, partId: string): Promise<void> {
  await tx.rows.$executeRaw(prepared`UPDATE hold SET "end" = ${tx.at} WHERE part_id = ${partId}::uuid AND "end" IS NULL`);
}
