import type { AskableState } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { groupIdsOf } from "../../groups/index.ts";
import { displayNames } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { enter } from "../agent-state.ts";
import { mayForce, reaches } from "../agents.policy.ts";
import type { AgentRow } from "../agents.repo.ts";
import { findConnection } from "../connections.repo.ts";
import { isBusy } from "../next-state.ts";
import { keepNext } from "./ask-state.ts";
import { ensureAgent } from "./ensure-agent.ts";
import { audioAt } from "./take-audio.ts";

/** A lead sets an agent's state and says why; the agent reads it. A call is never cut: then it is what comes after. */
export async function forceState(
  ctx: AppContext,
  actor: Actor,
  personId: string,
  wish: { state: AskableState; note: string },
): Promise<void> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    if (!(await displayNames(tx.rows, [personId])).has(personId)) throw new AppError("people.not_found");
    const person = { id: personId, groupIds: await groupIdsOf(tx.rows, personId) };
    if (!reaches(scopeOf(actor, "agents.force"), actor, person)) throw new AppError("auth.forbidden");
    const row = await ensureAgent(tx, personId);
    if (!mayForce(row, wish.state)) throw new AppError("agents.transition_refused");
    const to = { state: wish.state, reason: "forced", breakReason: null, note: wish.note } as const;
    if (isBusy(row.state)) await keepNext(tx, row, to);
    else if (!(await enter(tx, personId, to, await pageToRing(tx, row)))) throw new AppError("agents.transition_refused");
    await notify(tx, [{ kind: "state_forced", personIds: [personId], ticket: null, byId: actor.personId, text: wish.note }]);
  });
}

/** Whoever is called to work from off duty needs an open page: there it will ring. */
async function pageToRing(tx: Tx, row: AgentRow) {
  if (row.state !== "off_duty") return {};
  const page = await findConnection(tx.rows, row.personId, null, tx.at);
  if (!page) throw new AppError("agents.transition_refused");
  return { ...audioAt(page), idleSince: tx.at };
}
