import type { FlowVersion, TicketFlow } from "@cloverdesk/contracts";
import { isBlocking } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { changing, setupChanged, typeOf } from "./change-setup.ts";
import { deleteFlowDraft, markPublished, writeFlowDraft } from "./flow.repo.ts";
import { flowVersionOf } from "./flow.ts";
import { forgetSetup, setupOf } from "./setup.ts";
import { starterFlow } from "./starter-flow.ts";

/** Keeps the draft over the revision that the page has seen. A draft is in force nowhere, so that only publishing it is audited. */
export async function saveFlow(
  ctx: AppContext,
  actor: Actor,
  typeId: string,
  { flow, base }: { flow: TicketFlow; base: string | null },
): Promise<FlowVersion> {
  typeOf(await setupOf(ctx), typeId);
  try {
    const isNew = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      const began = await writeFlowDraft(tx, typeId, flow, base, actor.personId);
      if (began) setupChanged(tx);
      return began;
    });
    if (isNew) forgetSetup(ctx);
  } catch (error) {
    if (error instanceof RaceLost) throw new AppError("tickets.setup_conflict", { detail: error.message });
    throw error;
  }
  return flowVersionOf(ctx, typeId);
}

/** A type that has nothing published begins anew, so that it always has a flow. */
export async function discardFlow(ctx: AppContext, actor: Actor, typeId: string, base: string): Promise<FlowVersion> {
  typeOf(await setupOf(ctx), typeId);
  await changing(ctx, actor, "tickets.discardFlow", ["ticket_type", typeId], null, async (tx) => {
    const left = await deleteFlowDraft(tx, typeId, base);
    if (left === "no_draft") throw new AppError("tickets.no_draft");
    if (left === "nothing") await writeFlowDraft(tx, typeId, starterFlow(), null, actor.personId);
  });
  return flowVersionOf(ctx, typeId);
}

/** Only a flow without blocking faults is published; open tickets stay on their version. */
export async function publishFlow(ctx: AppContext, actor: Actor, typeId: string, base: string): Promise<FlowVersion> {
  typeOf(await setupOf(ctx), typeId);
  const draft = await flowVersionOf(ctx, typeId);
  if (draft.state !== "draft") throw new AppError("tickets.no_draft");
  if (draft.revision !== base) throw new AppError("tickets.setup_conflict");
  const faults = draft.faults.filter(isBlocking);
  if (faults.length > 0)
    throw new AppError("tickets.flow_faulty", {
      fields: Object.fromEntries(faults.map(({ code, node, action }) => [[node, action].filter(Boolean).join(".") || "flow", code])),
    });
  await changing(ctx, actor, "tickets.publishFlow", ["ticket_type", typeId], { version: draft.version }, (tx) =>
    markPublished(tx, typeId, draft.version, base, actor.personId),
  );
  return flowVersionOf(ctx, typeId, draft.version);
}
