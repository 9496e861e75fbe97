import type { FlowVersion, Output, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { validateFlow } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { findFlow, openTicketsOn, receivers } from "../setup.repo.ts";
import { setupOf } from "../setup.ts";

export async function wholeSetup(ctx: AppContext): Promise<Output<typeof ticketSetupEndpoints.setup>> {
  const [{ fields, types, templates }, { groups, people }] = await Promise.all([setupOf(ctx), receivers(ctx.db.prisma)]);
  return { fields: [...fields.values()], types: [...types.values()], templates: [...templates.values()], groups, people };
}

/** A flow with what is wrong with it; the draft when there is one. */
export async function flowVersionOf(ctx: AppContext, typeId: string, version?: number): Promise<FlowVersion> {
  const row = await findFlow(ctx.db.prisma, typeId, version);
  if (!row) throw new AppError("tickets.type_unknown");
  const [{ fields }, { groups, people }] = await Promise.all([setupOf(ctx), receivers(ctx.db.prisma)]);
  const around = { skillGroupIds: groups.map(({ id }) => id), personIds: people.map(({ id }) => id), fieldCodes: fields.keys() };
  return {
    typeId,
    version: row.version,
    state: row.publishedAt ? "published" : "draft",
    flow: row.flow,
    faults: validateFlow(row.flow, around),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    openTickets: await openTicketsOn(ctx.db.prisma, typeId, row.version),
  };
}
