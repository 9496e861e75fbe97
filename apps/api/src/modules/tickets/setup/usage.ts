import type { FieldUsage, FieldUse, Output, SetupEntity, TicketCount, ticketUsageEndpoints } from "@cloverdesk/contracts";
import { SYSTEM_FIELDS } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Reader } from "../../../platform/db/client.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { auditOf } from "../../identity/index.ts";
import { namingRules } from "./naming-rules.ts";
import { setupOf } from "./setup.ts";
import { type FlowUse, flowsNaming, type TicketsByField, templatesNaming, ticketsByField, viewsByField } from "./usage.repo.ts";

const isSystem = (code: string): boolean => (SYSTEM_FIELDS as readonly string[]).includes(code);

/** The values of system fields are columns that every ticket has. */
const ticketsOf = (code: string, { counts, newest, more }: TicketsByField): TicketCount => ({
  count: isSystem(code) ? newest : (counts.get(code) ?? 0),
  more,
});

/** The nodes and actions of a flow that name a field. */
const placesIn = ({ flow }: FlowUse, code: string) => ({
  nodes: flow.nodes.filter(({ fields }) => code in fields).map(({ name }) => name),
  actions: flow.actions.filter(({ form }) => form.some((asked) => asked.code === code)).map(({ name }) => name),
});

/** Names of the automatic tasks that name a field. */
async function rulesByField(ctx: AppContext, reader: Reader): Promise<Map<string, Set<string>>> {
  const byField = new Map<string, Set<string>>();
  for (const { code, rule } of await namingRules.of(ctx)(reader)) byField.set(code, (byField.get(code) ?? new Set()).add(rule));
  return byField;
}

/** Figures for the whole library at once. */
export async function fieldUses(ctx: AppContext): Promise<{ items: FieldUse[] }> {
  const reader = ctx.db.prisma;
  const [{ fields, templates }, flows, views, rules, tickets] = await Promise.all([
    setupOf(ctx),
    flowsNaming(reader, null),
    viewsByField(reader),
    rulesByField(ctx, reader),
    ticketsByField(reader),
  ]);
  const items = [...fields.keys()].map((code) => ({
    code,
    templates: [...templates.values()].filter((template) => template.fields.some((place) => place.code === code)).length,
    flows: new Set(
      flows
        .filter((flow) => {
          const { nodes, actions } = placesIn(flow, code);
          return nodes.length + actions.length > 0;
        })
        .map(({ typeId }) => typeId),
    ).size,
    views: views.filter((view) => view.code === code).length,
    rules: rules.get(code)?.size ?? 0,
    tickets: ticketsOf(code, tickets),
  }));
  return { items };
}

/** Where one field is used, by name. Of each flow the newest version that names it is told. */
export async function fieldUsage(ctx: AppContext, code: string): Promise<FieldUsage> {
  const { fields, types } = await setupOf(ctx);
  if (!fields.has(code)) throw new AppError("tickets.field_unknown");
  const reader = ctx.db.prisma;
  const [templates, named, views, rules, tickets] = await Promise.all([
    templatesNaming(reader, code),
    flowsNaming(reader, code),
    viewsByField(reader),
    rulesByField(ctx, reader),
    ticketsByField(reader),
  ]);
  const flows = named.filter((flow, i) => named.findIndex(({ typeId }) => typeId === flow.typeId) === i);
  const mine = views.filter((view) => view.code === code);
  return {
    templates,
    flows: flows.map((flow) => ({
      typeId: flow.typeId,
      typeName: types.get(flow.typeId)?.name ?? { zh: "", en: "" },
      version: flow.version,
      state: flow.state,
      ...placesIn(flow, code),
    })),
    views: {
      shared: mine.filter(({ scope }) => scope !== "me").map(({ name }) => name),
      private: mine.filter(({ scope }) => scope === "me").length,
    },
    rules: [...(rules.get(code) ?? [])],
    tickets: ticketsOf(code, tickets),
  };
}

const CHANGES = 20;

export async function setupChanges(
  ctx: AppContext,
  entity: SetupEntity,
  entityId: string,
): Promise<Output<typeof ticketUsageEndpoints.setupChanges>> {
  const rows = await auditOf(ctx.db.prisma, entity, entityId, CHANGES);
  return {
    items: rows.map(({ at, verb, byId, byName }) => ({
      at: at.toISOString(),
      verb,
      by: byId !== null && byName !== null ? { id: byId, name: byName } : null,
    })),
  };
}
