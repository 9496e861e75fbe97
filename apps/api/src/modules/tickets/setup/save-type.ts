import type { Parsed, TicketType, ticketSetupEndpoints } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { changing, typeOf } from "./change-setup.ts";
import { writeFlowDraft } from "./flow.repo.ts";
import { codeIsTaken, writeType, writeTypeOrder } from "./setup.repo.ts";
import { setupOf } from "./setup.ts";
import { starterFlow } from "./starter-flow.ts";

/** Makes (`version` 0) or changes a type. A new one begins with a flow that can be published as it is. A deactivated one makes no new tickets; its open ones go on. */
export async function saveType(
  ctx: AppContext,
  actor: Actor,
  id: string,
  body: Parsed<typeof ticketSetupEndpoints.saveType>["body"],
): Promise<TicketType> {
  const { version, ...draft } = body;
  const before = (await setupOf(ctx)).types.get(id) ?? null;
  await changing(
    ctx,
    actor,
    "tickets.saveType",
    ["ticket_type", id],
    draft,
    async (tx) => {
      if (await codeIsTaken(tx, id, draft.code)) throw new AppError("tickets.code_taken", { fields: { code: "code_taken" } });
      await writeType(tx, id, version, draft);
      if (version === 0) await writeFlowDraft(tx, id, starterFlow(), null, actor.personId);
    },
    before,
  );
  return typeOf(await setupOf(ctx), id);
}

export async function orderTypes(ctx: AppContext, actor: Actor, ids: string[]): Promise<void> {
  await changing(ctx, actor, "tickets.orderTypes", ["ticket_type", "order"], { ids }, (tx) => writeTypeOrder(tx, ids));
}
