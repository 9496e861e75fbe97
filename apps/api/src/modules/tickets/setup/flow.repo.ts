import { randomUUID } from "node:crypto";
import { type TicketFlow, ticketFlow } from "@cloverdesk/contracts";
import type { Prisma, Reader } from "../../../platform/db/client.ts";
import { RaceLost, type Tx } from "../../../platform/db/transaction.ts";

export interface FlowRow {
  version: number;
  revision: string;
  flow: TicketFlow;
  publishedAt: Date | null;
  updatedAt: Date;
  updatedBy: string | null;
}

/** The version asked for; without one the draft, or else the one in force. */
export async function findFlow(reader: Reader, typeId: string, version?: number): Promise<FlowRow | null> {
  const row = await reader.ticketFlowVersion.findFirst({
    where: { typeId, ...(version !== undefined && { version }) },
    orderBy: { version: "desc" },
  });
  return row && { ...row, flow: ticketFlow.parse(row.flow) };
}

export async function openTicketsOn(reader: Reader, typeId: string, flowVersion: number): Promise<number> {
  return reader.ticket.count({ where: { typeId, flowVersion, state: "open" } });
}

export interface VersionRow {
  version: number;
  publishedAt: Date | null;
  updatedAt: Date;
  updatedBy: string | null;
  nodes: number;
  openTickets: number;
}

/** All versions, the newest first. */
export async function versionRows(reader: Reader, typeId: string): Promise<VersionRow[]> {
  return reader.$queryRaw<VersionRow[]>`
    SELECT v.version, v.published_at AS "publishedAt", v.updated_at AS "updatedAt", v.updated_by AS "updatedBy",
      jsonb_array_length(v.flow->'nodes') AS nodes, coalesce(o.count, 0)::int AS "openTickets"
    FROM ticket_flow_version v
    LEFT JOIN (SELECT flow_version, count(*) FROM ticket WHERE type_id = ${typeId}::uuid AND state = 'open' GROUP BY 1) o ON o.flow_version = v.version
    WHERE v.type_id = ${typeId}::uuid ORDER BY v.version DESC`;
}

type Json = Prisma.InputJsonValue;
interface Latest {
  version: number;
  revision: string;
  publishedAt: Date | null;
}

/** Puts the draft above the published versions, or replaces it; throws RaceLost when `base` is no longer the latest. Answers whether the draft is new. */
export async function writeFlowDraft(tx: Tx, typeId: string, flow: TicketFlow, base: string | null, by: string): Promise<boolean> {
  const latest = await lockLatest(tx, typeId);
  mustBeLatest(latest, base);
  const isNew = !latest || latest.publishedAt !== null;
  const version = latest ? latest.version + (isNew ? 1 : 0) : 1;
  const row = { flow: flow as unknown as Json, updatedAt: tx.at, updatedBy: by, revision: randomUUID() };
  await tx.rows.ticketFlowVersion.upsert({
    where: { typeId_version: { typeId, version } },
    create: { typeId, version, ...row },
    update: row,
  });
  return isNew;
}

/** Throws the draft away; null when there is none, else whether a published version is left. */
export async function deleteFlowDraft(tx: Tx, typeId: string, base: string): Promise<"no_draft" | "published" | "nothing"> {
  const latest = await lockLatest(tx, typeId);
  if (!latest || latest.publishedAt) return "no_draft";
  mustBeLatest(latest, base);
  await tx.rows.ticketFlowVersion.delete({ where: { typeId_version: { typeId, version: latest.version } } });
  return latest.version > 1 ? "published" : "nothing";
}

/** Publishes the draft as it was in this revision. */
export async function markPublished(tx: Tx, typeId: string, version: number, base: string, by: string): Promise<void> {
  mustBeLatest(await lockLatest(tx, typeId), base);
  const { count } = await tx.rows.ticketFlowVersion.updateMany({
    where: { typeId, version, publishedAt: null, revision: base },
    data: { publishedAt: tx.at, updatedAt: tx.at, updatedBy: by, revision: randomUUID() },
  });
  if (count === 0) throw new RaceLost("the draft was published");
  await tx.rows.ticketType.update({ where: { id: typeId }, data: { flowVersion: version } });
}

function mustBeLatest(latest: Latest | null, base: string | null): void {
  if ((latest?.revision ?? null) !== base) throw new RaceLost("the flow was changed");
}

async function lockLatest(tx: Tx, typeId: string): Promise<Latest | null> {
  await tx.rows.$queryRaw`SELECT 1 FROM ticket_type WHERE id = ${typeId}::uuid FOR NO KEY UPDATE`;
  return tx.rows.ticketFlowVersion.findFirst({
    where: { typeId },
    orderBy: { version: "desc" },
    select: { version: true, revision: true, publishedAt: true },
  });
}
