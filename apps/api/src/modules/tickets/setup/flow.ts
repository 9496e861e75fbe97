import type { FlowVersion, Output, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { validateFlow } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { displayNames } from "../../identity/index.ts";
import { isoOrNull, person } from "../search/row.presenter.ts";
import { findFlow, openTicketsOn, versionRows } from "./flow.repo.ts";
import { receivers } from "./setup.repo.ts";
import { setupOf } from "./setup.ts";

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
