import { randomUUID } from "node:crypto";
import { ticketSetupEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { RaceLost, type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { forgetSetup, type Setup } from "./setup.ts";

/** Told to every process, which then reads the setup anew. */
export function setupChanged(tx: Tx): void {
  tx.record(ticketSetupEvents.changed, { entityId: randomUUID() });
}

/** The frame of every change of the setup: audited, told to all processes; a version that is not the latest is refused. */
export async function changing(
  ctx: AppContext,
  actor: Actor,
  verb: string,
  entity: [kind: string, id: string],
  after: object | null,
  work: (tx: Tx) => Promise<void>,
  before: object | null = null,
): Promise<void> {
  try {
    await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
      await work(tx);
      await recordAudit(tx, actor, {
        verb,
        entity: entity[0],
        entityId: entity[1],
        ...(before && { before: JSON.parse(JSON.stringify(before)) }),
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

export function typeOf({ types }: Setup, id: string) {
  const type = types.get(id);
  if (!type) throw new AppError("tickets.type_unknown");
  return type;
}
