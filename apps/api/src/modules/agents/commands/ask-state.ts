import { type AskableState, agentEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { readSettings, type Settings } from "../../settings/index.ts";
import { enter, NO_WISH } from "../agent-state.ts";
import { type AgentRow, patchAgent } from "../agents.repo.ts";
import { findConnection, type LiveConnection } from "../connections.repo.ts";
import { type Destination, isBusy, isSame, nextWish } from "../next-state.ts";
import { ensureAgent } from "./ensure-agent.ts";
import { audioAt, moveAudio } from "./take-audio.ts";

export interface Wish {
  state: AskableState;
  breakReason?: string | undefined;
  tabId: string;
}

/** The agent's own wish: at once where nothing is in hand, as next state during a call and in wrap-up. */
export async function askState(ctx: AppContext, actor: Actor, wish: Wish): Promise<AgentRow> {
  return sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const to = { state: wish.state, reason: "asked", breakReason: breakReasonOf(wish, await readSettings(tx.rows)), note: null } as const;
    const row = await ensureAgent(tx, actor.personId);
    if (isBusy(row.state)) return keepNext(tx, row, to);
    return enterFrom(tx, row, to, wish.tabId);
  });
}

function breakReasonOf({ state, breakReason }: Wish, { breakReasons }: Settings): string | null {
  if (state !== "on_break") return null;
  if (breakReason === undefined) return breakReasons[0]?.code ?? null;
  if (!breakReasons.some((known) => known.code === breakReason)) throw new AppError("agents.break_reason_unknown");
  return breakReason;
}

/** Keeps the wish until the call and its wrap-up are over; the last one counts, and asking for what comes anyway takes it back. */
export async function keepNext(tx: SqlTx, row: AgentRow, to: Destination): Promise<AgentRow> {
  const next = nextWish(row, to);
  const set = next
    ? { nextState: next.state, nextBreakReason: next.breakReason, nextReason: next.reason, note: next.note }
    : { ...NO_WISH, note: to.note };
  const kept = await patchAgent(tx.rows, row.personId, set);
  const data = {
    state: row.state,
    next: next?.state ?? null,
    reason: to.reason,
    breakReason: next?.breakReason ?? null,
    note: to.note,
    callId: row.callId,
  };
  tx.record(agentEvents.nextChanged, { entityId: row.personId, data });
  return kept ?? row;
}

async function enterFrom(tx: SqlTx, row: AgentRow, to: Destination, tabId: string): Promise<AgentRow> {
  const page = await findConnection(tx.rows, row.personId, tabId, tx.at);
  const comesOnDuty = row.state === "off_duty" && to.state !== "off_duty";
  if (!page && (comesOnDuty || to.state === "ready" || to.state === "outbound_only")) throw new AppError("agents.not_connected");
  if (isSame(row, to)) return stay(tx, row, to, page);
  // Whoever goes on duty here has just tried this page's microphone: here it rings.
  const here = page && (comesOnDuty || to.state === "ready") ? audioAt(page) : {};
  const entered = await enter(tx, row.personId, to, { ...here, ...(comesOnDuty && { idleSince: tx.at }) });
  if (!entered) throw new AppError("agents.transition_refused");
  return entered;
}

/** Asking for ready once more from another page moves the sound there; anything else asked twice changes nothing. */
async function stay(tx: SqlTx, row: AgentRow, to: Destination, page: LiveConnection | null): Promise<AgentRow> {
  return to.state === "ready" && page && page.tabId !== row.audioTab ? moveAudio(tx, row, page) : row;
}
