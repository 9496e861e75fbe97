import type { Output, TemplateVersion, ticketSetupEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { receivers, templateVersionRows } from "./setup.repo.ts";
import { setupOf } from "./setup.ts";

export async function wholeSetup(ctx: AppContext): Promise<Output<typeof ticketSetupEndpoints.setup>> {
  const [{ fields, types, templates, nodes }, { groups, people }] = await Promise.all([setupOf(ctx), receivers(ctx.db.prisma)]);
  return { fields: [...fields.values()], types: [...types.values()], templates: [...templates.values()], nodes, groups, people };
}

export async function templateVersions(ctx: AppContext, templateId: string): Promise<{ items: TemplateVersion[] }> {
  const rows = await templateVersionRows(ctx.db.prisma, templateId);
  if (rows.length === 0) throw new AppError("tickets.template_unknown");
  return {
    items: rows.map(({ savedAt, byId, byName, ...row }) => ({
      ...row,
      savedAt: savedAt.toISOString(),
      savedBy: byId !== null && byName !== null ? { id: byId, name: byName } : null,
    })),
  };
}
