import type {
  FlowMove,
  FlowVersion,
  NodeMapping,
  Output,
  TicketFlow,
  ticketMoveEndpoints,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { validateFlow } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { displayNames } from "../../identity/index.ts";
import { findFlow, openTicketsOn, versionRows } from "../flow.repo.ts";
import { lastMove, type MoveRecord, openByNode } from "../move.repo.ts";
import { presentMove, sameNode } from "../move.ts";
import { isoOrNull, person } from "../row.presenter.ts";
import { receivers } from "../setup.repo.ts";
import { flowOf, setupOf } from "../setup.ts";

/** A flow with what is wrong with it; the draft when there is one. */
export async function flowVersionOf(ctx: AppContext, typeId: string, version?: number): Promise<FlowVersion> {
  const reader = ctx.db.prisma;
  const row = await findFlow(reader, typeId, version);
  if (!row) throw new AppError("tickets.type_unknown");
  const [{ fields }, { groups, people }, names, openTickets] = await Promise.all([
    setupOf(ctx),
    receivers(reader),
    displayNames(reader, row.updatedBy ? [row.updatedBy] : []),
    openTicketsOn(reader, typeId, row.version),
  ]);
  const around = { skillGroupIds: groups.map(({ id }) => id), personIds: people.map(({ id }) => id), fieldCodes: fields.keys() };
  return {
    typeId,
    version: row.version,
    state: row.publishedAt ? "published" : "draft",
    revision: row.revision,
    flow: row.flow,
    faults: validateFlow(row.flow, around),
    publishedAt: isoOrNull(row.publishedAt),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: person(row.updatedBy, names.get(row.updatedBy ?? "") ?? null),
    openTickets,
  };
}

export async function flowVersions(ctx: AppContext, typeId: string): Promise<Output<typeof ticketSetupEndpoints.flowVersions>> {
  const rows = await versionRows(ctx.db.prisma, typeId);
  if (rows.length === 0) throw new AppError("tickets.type_unknown");
  const names = await displayNames(
    ctx.db.prisma,
    rows.flatMap((row) => row.updatedBy ?? []),
  );
  return {
    items: rows.map(({ publishedAt, updatedAt, updatedBy, ...row }) => ({
      ...row,
      state: publishedAt ? "published" : "draft",
      publishedAt: isoOrNull(publishedAt),
      updatedAt: updatedAt.toISOString(),
      updatedBy: person(updatedBy, names.get(updatedBy ?? "") ?? null),
    })),
  };
}

/** Open tickets on older versions than the one in force, and where each would go. */
export async function openOnFlow(ctx: AppContext, typeId: string): Promise<Output<typeof ticketMoveEndpoints.openOnFlow>> {
  const version = (await setupOf(ctx)).types.get(typeId)?.flowVersion;
  if (version === undefined) throw new AppError("tickets.type_unknown");
  const move = await lastMove(ctx.db.prisma, typeId);
  const shown = move && (await shownMove(ctx, move));
  if (version === null) return { version, nodes: [], items: [], move: shown };
  const target = await flowOf(ctx, typeId, version);
  const rows = await openByNode(ctx.db.prisma, typeId, version);
  const items = rows.map(async (row) => {
    const { nodes } = await flowOf(ctx, typeId, row.version);
    const node = nodes.find(({ code }) => code === row.node);
    return { ...row, name: node?.name ?? { zh: row.node, en: row.node }, same: node ? sameNode(target, node) : null };
  });
  return {
    version,
    nodes: target.nodes.filter(({ kind }) => kind === "work").map(({ code, name }) => ({ code, name })),
    items: await Promise.all(items),
    move: shown,
  };
}

export async function shownMove(ctx: AppContext, move: MoveRecord): Promise<FlowMove> {
  const flows = await flowsBehind(ctx, move.typeId, move.mapping, move.toVersion);
  flows.set(move.toVersion, await flowOf(ctx, move.typeId, move.toVersion));
  return presentMove(move, await displayNames(ctx.db.prisma, [move.startedBy]), flows);
}

/** The older flows that a mapping names; what is no older version than the target is left out. */
export async function flowsBehind(
  ctx: AppContext,
  typeId: string,
  mapping: readonly NodeMapping[],
  target: number,
): Promise<Map<number, TicketFlow>> {
  const flows = new Map<number, TicketFlow>();
  for (const version of new Set(mapping.map((each) => each.version)))
    if (version >= 1 && version < target) flows.set(version, await flowOf(ctx, typeId, version));
  return flows;
}
