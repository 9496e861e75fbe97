import type { Parsed, TicketTemplate, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { templateFaults } from "@cloverdesk/rules/form";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { changing, typeOf } from "./change-setup.ts";
import { holdFields, switchTemplate, writeTemplate, writeTemplateOrder } from "./setup.repo.ts";
import { setupOf } from "./setup.ts";

type E = typeof ticketSetupEndpoints;

/** Makes a template (`version` 0) or its next version; tickets keep the version they were made with. */
export async function saveTemplate(
  ctx: AppContext,
  actor: Actor,
  id: string,
  body: Parsed<E["saveTemplate"]>["body"],
): Promise<TicketTemplate> {
  const { version, ...draft } = body;
  const setup = await setupOf(ctx);
  typeOf(setup, draft.typeId);
  const before = setup.templates.get(id);
  const faults = Object.entries(templateFaults(draft.fields, setup.fields, new Set(before?.fields.map(({ code }) => code))));
  const unknown = faults.filter(([, fault]) => fault === "unknown_field");
  if (unknown.length > 0) throw new AppError("tickets.field_unknown", { fields: Object.fromEntries(unknown) });
  if (faults.length > 0) throw new AppError("tickets.template_faulty", { fields: Object.fromEntries(faults) });
  await changing(
    ctx,
    actor,
    "tickets.saveTemplate",
    ["ticket_template", id],
    draft,
    async (tx) => {
      const gone = await holdFields(
        tx,
        draft.fields.map(({ code }) => code),
      );
      if (gone.length > 0)
        throw new AppError("tickets.field_unknown", { fields: Object.fromEntries(gone.map((code) => [code, "unknown_field"])) });
      await writeTemplate(tx, id, version, actor.personId, draft);
    },
    before,
  );
  return templateOf(ctx, id);
}

/** Offers a template for new tickets or no longer, without a new version of its form. */
export async function activateTemplate(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { active, version }: Parsed<E["switchTemplate"]>["body"],
): Promise<TicketTemplate> {
  const before = (await setupOf(ctx)).templates.get(id);
  if (!before) throw new AppError("tickets.template_unknown");
  await changing(
    ctx,
    actor,
    "tickets.switchTemplate",
    ["ticket_template", id],
    { active },
    (tx) => switchTemplate(tx, id, version, active),
    { active: before.active },
  );
  return templateOf(ctx, id);
}

export async function orderTemplates(ctx: AppContext, actor: Actor, typeId: string, ids: string[]): Promise<void> {
  await changing(ctx, actor, "tickets.orderTemplates", ["ticket_type", typeId], { templates: ids }, (tx) =>
    writeTemplateOrder(tx, typeId, ids),
  );
}

async function templateOf(ctx: AppContext, id: string): Promise<TicketTemplate> {
  const saved = (await setupOf(ctx)).templates.get(id);
  if (!saved) throw new AppError("tickets.setup_conflict");
  return saved;
}
