import { randomUUID } from "node:crypto";
import { type Output, type Parsed, SYSTEM_FIELDS, type TicketTemplate, type ticketSetupEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { writeFlowDraft } from "../flow.repo.ts";
import { deleteField, isFieldUsed, writeField, writeTemplate, writeType } from "../setup.repo.ts";
import { forgetSetup, type Setup, setupOf } from "../setup.ts";
import { starterFlow } from "../starter-flow.ts";

type E = typeof ticketSetupEndpoints;

/** Told to every process, which then reads the setup anew. */
export function setupChanged(tx: Tx): void {
  tx.record({ name: "ticket_setup.changed", entity: "ticket_setup", entityId: randomUUID() });
}

/** The frame of every change of the setup: audited, told to all processes; a version that is not the latest is refused. */
export async function changing(
  ctx: AppContext,
  actor: Actor,
  verb: string,
  entity: [kind: string, id: string],
  after: object | null,
  work: (tx: Tx) => Promise<void>,
) {
  try {
    await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      await work(tx);
      await recordAudit(tx, actor, {
        verb,
        entity: entity[0],
        entityId: entity[1],
        ...(after && { after: JSON.parse(JSON.stringify(after)) }),
      });
      setupChanged(tx);
    });
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("tickets.setup_conflict", { detail: error.message });
    throw error;
  }
  forgetSetup(ctx);
}

export async function saveField(
  ctx: AppContext,
  actor: Actor,
  code: string,
  body: Parsed<E["saveField"]>["body"],
): Promise<Output<E["saveField"]>> {
  const { version, ...draft } = body;
  const known = (await setupOf(ctx)).fields.get(code);
  const isSystem = (SYSTEM_FIELDS as readonly string[]).includes(code);
  if (isSystem && (!known || draft.kind !== known.kind || !draft.active || draft.indexed)) throw new AppError("tickets.field_fixed");
  if (known && known.kind !== draft.kind && (await isFieldUsed(ctx.db.prisma, code))) throw new AppError("tickets.field_in_use");
  const origin = isSystem ? "system" : draft.origin;
  await changing(ctx, actor, "tickets.saveField", ["ticket_field", code], draft, (tx) =>
    writeField(tx, code, version, { ...draft, origin: origin as "custom" }),
  );
  const saved = (await setupOf(ctx)).fields.get(code);
  if (!saved) throw new AppError("tickets.setup_conflict");
  return saved;
}

export async function removeField(ctx: AppContext, actor: Actor, code: string): Promise<void> {
  const known = (await setupOf(ctx)).fields.get(code);
  if (!known) throw new AppError("tickets.field_unknown");
  if (known.origin === "system") throw new AppError("tickets.field_fixed");
  if (await isFieldUsed(ctx.db.prisma, code)) throw new AppError("tickets.field_in_use");
  await changing(ctx, actor, "tickets.removeField", ["ticket_field", code], null, (tx) => deleteField(tx, code));
}

/** A new type begins with a flow that can be published as it is. */
export async function saveType(
  ctx: AppContext,
  actor: Actor,
  id: string,
  draft: Parsed<E["saveType"]>["body"],
): Promise<Output<E["saveType"]>> {
  await changing(ctx, actor, "tickets.saveType", ["ticket_type", id], draft, async (tx) => {
    if (await writeType(tx, id, draft)) await writeFlowDraft(tx, id, starterFlow(), null, actor.personId);
  });
  return typeOf(await setupOf(ctx), id);
}

export function typeOf({ types }: Setup, id: string) {
  const type = types.get(id);
  if (!type) throw new AppError("tickets.type_unknown");
  return type;
}

export async function saveTemplate(
  ctx: AppContext,
  actor: Actor,
  id: string,
  body: Parsed<E["saveTemplate"]>["body"],
): Promise<TicketTemplate> {
  const { version, ...draft } = body;
  const setup = await setupOf(ctx);
  typeOf(setup, draft.typeId);
  const unknown = draft.fields.filter(({ code }) => !setup.fields.has(code));
  if (unknown.length > 0)
    throw new AppError("tickets.field_unknown", { fields: Object.fromEntries(unknown.map(({ code }) => [code, "unknown_field"])) });
  await changing(ctx, actor, "tickets.saveTemplate", ["ticket_template", id], draft, (tx) => writeTemplate(tx, id, version, draft));
  const saved = (await setupOf(ctx)).templates.get(id);
  if (!saved) throw new AppError("tickets.setup_conflict");
  return saved;
}
