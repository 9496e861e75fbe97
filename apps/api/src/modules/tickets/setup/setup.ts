import type { FormField, TicketField, TicketFlow, TicketTemplate, TicketType } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { findFlow } from "./flow.repo.ts";
import {
  type CallPlace,
  callPlaceRows,
  fieldRows,
  type NamedNode,
  nodeRows,
  templateRows,
  templateVersion,
  typeRows,
} from "./setup.repo.ts";

/** What tickets are made of, as it stands now. */
export interface Setup {
  fields: ReadonlyMap<string, TicketField>;
  types: ReadonlyMap<string, TicketType>;
  templates: ReadonlyMap<string, TicketTemplate>;
  nodes: NamedNode[];
  /** Where tickets of outbound types are called. */
  callPlaces: CallPlace[];
}

interface Kept {
  setup?: Promise<Setup>;
  /** Published versions never change: kept for good, by `type version`. */
  flows: Map<string, Promise<TicketFlow>>;
  forms: Map<string, Promise<FormField[]>>;
}
const kept = new WeakMap<AppContext, Kept>();

function keptOf(ctx: AppContext): Kept {
  const known = kept.get(ctx);
  if (known) return known;
  const fresh: Kept = { flows: new Map(), forms: new Map() };
  kept.set(ctx, fresh);
  return fresh;
}

/** Kept in memory until `ticket_setup.changed` is heard (in every process). */
export function setupOf(ctx: AppContext): Promise<Setup> {
  const mine = keptOf(ctx);
  mine.setup ??= load(ctx).catch((error) => {
    delete mine.setup;
    throw error;
  });
  return mine.setup;
}

export function forgetSetup(ctx: AppContext): void {
  delete keptOf(ctx).setup;
}

async function load(ctx: AppContext): Promise<Setup> {
  const reader = ctx.db.prisma;
  const [fields, types, templates, nodes, callPlaces] = await Promise.all([
    fieldRows(reader),
    typeRows(reader),
    templateRows(reader),
    nodeRows(reader),
    callPlaceRows(reader),
  ]);
  return {
    fields: new Map(fields.map((field) => [field.code, field])),
    types: new Map(types.map((type) => [type.id, type])),
    templates: new Map(templates.map((template) => [template.id, template])),
    nodes,
    callPlaces,
  };
}

/** A published flow. */
export function flowOf(ctx: AppContext, typeId: string, version: number): Promise<TicketFlow> {
  return once(keptOf(ctx).flows, `${typeId} ${version}`, async () => {
    const row = await findFlow(ctx.db.prisma, typeId, version);
    if (!row) throw new AppError("tickets.type_unknown");
    return row.flow;
  });
}

/** The fields of a template in a version. */
export function formOf(ctx: AppContext, templateId: string, version: number): Promise<FormField[]> {
  return once(keptOf(ctx).forms, `${templateId} ${version}`, async () => {
    const fields = await templateVersion(ctx.db.prisma, templateId, version);
    if (!fields) throw new AppError("tickets.template_unknown");
    return fields;
  });
}

function once<T>(known: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before) return before;
  const promise = work();
  known.set(key, promise);
  promise.catch(() => known.delete(key));
  return promise;
}
