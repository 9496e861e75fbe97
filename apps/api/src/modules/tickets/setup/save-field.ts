import { type Parsed, SYSTEM_FIELDS, type TicketField, type ticketSetupEndpoints } from "@cloverdesk/contracts";
import { fieldFaults, lostOptions, tidyField } from "@cloverdesk/rules/form";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Reader } from "../../../platform/db/client.ts";
import type { Tx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { fieldsChanged } from "./build-field-indexes.ts";
import { changing } from "./change-setup.ts";
import { dropIndex } from "./field-index.repo.ts";
import { namingRules } from "./naming-rules.ts";
import { deleteField, lockField, writeField } from "./setup.repo.ts";
import { setupOf } from "./setup.ts";
import { isFieldHeld, isFieldNamed, isOptionUsed } from "./usage.repo.ts";

type Body = Parsed<typeof ticketSetupEndpoints.saveField>["body"];

/** Makes (`version` 0) or changes a field. What tickets hold stays readable: a used field keeps its kind, a used option can only be retired. */
export async function saveField(ctx: AppContext, actor: Actor, code: string, body: Body): Promise<TicketField> {
  const { version, ...given } = body;
  const draft = tidyField(given);
  const isSystem = (SYSTEM_FIELDS as readonly string[]).includes(code);
  const faults = isSystem ? {} : fieldFaults(code, draft);
  if (Object.keys(faults).length > 0) throw new AppError("tickets.field_faulty", { fields: faults });
  const before = (await setupOf(ctx)).fields.get(code) ?? null;
  if (before && before.kind !== draft.kind && !isSystem) {
    await mustBeUnused(ctx, code, { kind: "in_use" });
    await dropIndex(ctx.db, code);
  }
  await changing(
    ctx,
    actor,
    "tickets.saveField",
    ["ticket_field", code],
    draft,
    async (tx) => {
      const known = await lockField(tx, code);
      if (version === 0 && known) throw new AppError("tickets.code_taken", { fields: { code: "code_taken" } });
      if (isSystem) mayChangeSystemField(known, draft);
      if (known) await mayChange(ctx, tx, known, draft);
      await writeField(tx, code, version, { ...draft, origin: (isSystem ? "system" : draft.origin) as "custom" });
      fieldsChanged(tx);
    },
    before,
  );
  const saved = (await setupOf(ctx)).fields.get(code);
  if (!saved) throw new AppError("tickets.setup_conflict");
  return saved;
}

/** Only what a system field is called is ops' own. */
function mayChangeSystemField(known: TicketField | null, draft: Omit<Body, "version">): void {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (!known || draft.kind !== known.kind || !draft.active || draft.indexed) throw new AppError("tickets.field_fixed");
  const codes = (field: Pick<TicketField, "options">) => field.options.map(({ code, active }) => [code, active]);
  if (!same(codes(draft), codes(known)) || !same(draft.limits, known.limits)) throw new AppError("tickets.field_fixed");
}

async function mayChange(ctx: AppContext, tx: Tx, known: TicketField, draft: Omit<Body, "version">): Promise<void> {
  if (known.kind !== draft.kind) {
    if (await isNamed(ctx, tx.rows, known.code)) throw new AppError("tickets.field_in_use", { fields: { kind: "in_use" } });
    return;
  }
  const lost = lostOptions(known.options, draft.options);
  const rules = lost.length === 0 ? [] : (await namingRules.of(ctx)(tx.rows)).filter(({ code }) => code === known.code);
  const used: string[] = [];
  for (const path of lost)
    if (rules.some(({ values }) => values.flat().includes(path.at(-1) ?? "")) || (await isOptionUsed(tx.rows, known, path)))
      used.push(path.join("."));
  if (used.length > 0)
    throw new AppError("tickets.option_in_use", { fields: Object.fromEntries(used.map((path) => [`options.${path}`, "in_use"])) });
}

/** Whether a template, a flow, a view or an automatic task names the field. */
async function isNamed(ctx: AppContext, reader: Reader, code: string): Promise<boolean> {
  return (await isFieldNamed(reader, code)) || (await namingRules.of(ctx)(reader)).some((named) => named.code === code);
}

/** Asked before the transaction, since tickets may be many. What nothing names gets no new values meanwhile, and naming it waits for the lock. */
async function mustBeUnused(ctx: AppContext, code: string, fields?: Record<string, string>): Promise<void> {
  const reader = ctx.db.prisma;
  if ((await isNamed(ctx, reader, code)) || (await isFieldHeld(reader, code)))
    throw new AppError("tickets.field_in_use", fields ? { fields } : {});
}

/** The row is locked while it is looked for: a template that takes the field at the same moment waits, and then finds that it is gone. */
export async function removeField(ctx: AppContext, actor: Actor, code: string): Promise<void> {
  const before = (await setupOf(ctx)).fields.get(code) ?? null;
  if (before && before.origin !== "system") {
    await mustBeUnused(ctx, code);
    await dropIndex(ctx.db, code);
  }
  await changing(
    ctx,
    actor,
    "tickets.removeField",
    ["ticket_field", code],
    null,
    async (tx) => {
      const known = await lockField(tx, code);
      if (!known) throw new AppError("tickets.field_unknown");
      if (known.origin === "system") throw new AppError("tickets.field_fixed");
      if (await isNamed(ctx, tx.rows, code)) throw new AppError("tickets.field_in_use");
      await deleteField(tx, code);
      fieldsChanged(tx);
    },
    before,
  );
}
