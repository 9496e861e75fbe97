import { type MovedNode, movedNode, type NodeMapping } from "@cloverdesk/contracts";
import { Prisma, prepared, type Reader } from "../../../platform/db/client.ts";
import type { TicketFlowMove } from "../../../platform/db/generated/client.ts";
import { RaceLost, type Tx } from "../../../platform/db/transaction.ts";
import { type TicketRecord, ticketColumns } from "../work/ticket.repo.ts";

export type MoveRecord = Omit<TicketFlowMove, "mapping"> & { mapping: MovedNode[] };

const read = (row: TicketFlowMove): MoveRecord => ({ ...row, mapping: movedNode.array().parse(row.mapping) });

export async function lastMove(reader: Reader, typeId: string): Promise<MoveRecord | null> {
  const row = await reader.ticketFlowMove.findFirst({ where: { typeId }, orderBy: [{ startedAt: "desc" }, { toVersion: "desc" }] });
  return row && read(row);
}

export async function findMove(reader: Reader, id: string): Promise<MoveRecord | null> {
  const row = await reader.ticketFlowMove.findUnique({ where: { id } });
  return row && read(row);
}

export async function runningMoves(reader: Reader): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>(
    prepared`SELECT id FROM ticket_flow_move WHERE state = 'running' ORDER BY started_at`,
  );
  return rows.map(({ id }) => id);
}

/** Open tickets of other versions than this one, by version and node. */
export async function openByNode(reader: Reader, typeId: string, butVersion: number) {
  return reader.$queryRaw<{ version: number; node: string; count: number }[]>`
    SELECT flow_version AS version, node, count(*)::int AS count FROM ticket
    WHERE type_id = ${typeId}::uuid AND state = 'open' AND flow_version <> ${butVersion} GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Begins a move; throws RaceLost when one of the type is running. */
export async function insertMove(tx: Tx, move: { id: string; typeId: string; toVersion: number; mapping: NodeMapping[]; by: string }) {
  const { by, mapping, ...row } = move;
  const counts = await openByNode(tx.rows, move.typeId, move.toVersion);
  const isMapped = (at: { version: number; node: string }) =>
    mapping.some(({ version, node }) => version === at.version && node === at.node);
  const total = counts.filter(isMapped).reduce((sum, { count }) => sum + count, 0);
  const { count } = await tx.rows.ticketFlowMove.createMany({
    data: { ...row, mapping: mapping.map((each) => ({ ...each, moved: 0 })), total, startedBy: by, startedAt: tx.at },
    skipDuplicates: true,
  });
  if (count === 0) throw new RaceLost("a move is running");
}

/** Takes a running move for one batch; null when another process has it or it is done. */
export async function takeMove(tx: Tx, id: string): Promise<MoveRecord | null> {
  const rows = await tx.rows.$queryRaw<unknown[]>`
    SELECT 1 FROM ticket_flow_move WHERE id = ${id}::uuid AND state = 'running' FOR NO KEY UPDATE SKIP LOCKED`;
  return rows.length === 0 ? null : findMove(tx.rows, id);
}

/** Stops a move between two batches; false when it is over. */
export async function endMove(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.rows.ticketFlowMove.updateMany({
    where: { id, state: "running" },
    data: { state: "stopped", finishedAt: tx.at },
  });
  return count === 1;
}

const toMove = (move: MoveRecord, above: bigint): Prisma.Sql => Prisma.sql`
  FROM ticket t WHERE t.type_id = ${move.typeId}::uuid AND t.state = 'open' AND t.no > ${above} AND EXISTS (
    SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(move.mapping)}::jsonb) AS m(version int, node text)
    WHERE m.version = t.flow_version AND m.node = t.node)`;

/** Locks the next tickets of a move; those that somebody is changing at this moment are left for the next round. */
export async function lockNext(tx: Tx, move: MoveRecord, limit: number): Promise<TicketRecord[]> {
  return tx.rows.$queryRaw<TicketRecord[]>`
    SELECT ${ticketColumns("t")} ${toMove(move, move.cursor)} ORDER BY t.no LIMIT ${limit} FOR NO KEY UPDATE OF t SKIP LOCKED`;
}

export async function isAnyLeft(tx: Tx, move: MoveRecord): Promise<boolean> {
  const rows = await tx.rows.$queryRaw<unknown[]>`SELECT 1 ${toMove(move, 0n)} LIMIT 1`;
  return rows.length > 0;
}

export async function noteMove(tx: Tx, id: string, change: { cursor?: bigint; mapping?: MovedNode[]; state?: "done"; finishedAt?: Date }) {
  await tx.rows.ticketFlowMove.update({ where: { id }, data: change });
}
