import type { Output, ticketSetupEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { receivers } from "../setup.repo.ts";
import { setupOf } from "../setup.ts";

export async function wholeSetup(ctx: AppContext): Promise<Output<typeof ticketSetupEndpoints.setup>> {
  const [{ fields, types, templates }, { groups, people }] = await Promise.all([setupOf(ctx), receivers(ctx.db.prisma)]);
  return { fields: [...fields.values()], types: [...types.values()], templates: [...templates.values()], groups, people };
}
