import type { FlowMove, NodeMapping, Output, TicketFlow, ticketMoveEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { displayNames } from "../../identity/index.ts";
import { flowOf, setupOf } from "../setup/setup.ts";
import { lastMove, type MoveRecord, openByNode } from "./move.repo.ts";
import { presentMove, sameNode } from "./move.ts";

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
