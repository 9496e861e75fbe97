import { CHAIN_MOST, type RuleStep } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import {
  filterHolds,
  lockSet,
  type MemoryGround,
  memoryGround,
  type StepEnd,
  type TicketSet,
  takeStep,
  type Verdict,
} from "../../tickets/index.ts";
import { lockTurns, type RuleRecord, type Turns, writeTurns } from "../rules.repo.ts";
import { actedFor, insertRuns, type NewRun } from "../runs.repo.ts";
import { type Happening, isMet } from "../triggers.ts";

type ActiveRule = Pick<RuleRecord, "id" | "version" | "draft" | "activeSince">;

/**
 * Lets rules look at what happened in one transaction, in their order: each at most once at a ticket. What they do is written in sets, a statement per step
 * and table for all tickets, and leaves events of its own, which the next job runs through the rules again. A rule acts once for each ticket and cause, and
 * a chain of rules ends after `CHAIN_MOST`.
 */
export async function runRules(ctx: AppContext, tx: SqlTx, rules: ActiveRule[], happenings: Happening[]): Promise<void> {
  const isNew = (rule: ActiveRule, { at }: Happening): boolean => rule.activeSince === null || at >= rule.activeSince;
  const waiting = rules.filter((rule) => happenings.some((each) => isNew(rule, each) && isMet(rule.draft, each)));
  if (waiting.length === 0) return;
  const set = await lockSet(
    tx,
    happenings.filter((each) => waiting.some((rule) => isMet(rule.draft, each))).map(({ ticketId }) => ticketId),
  );
  const ground = await memoryGround(ctx, "");
  const stopped = new Set<string>();
  const runs: NewRun[] = [];
  for (const rule of waiting) {
    const met = new Map<string, Happening>();
    for (const each of happenings) {
      const found = set.get(each.ticketId);
      if (!found || stopped.has(each.ticketId) || met.has(each.ticketId)) continue;
      if (isNew(rule, each) && isMet(rule.draft, each, found.ticket.typeId)) met.set(each.ticketId, each);
    }
    const looks = await runRule(ctx, tx, rule, [...met.values()], set, ground);
    runs.push(...looks);
    if (rule.draft.stop) for (const { ticketId, outcome } of looks) if (outcome === "done") stopped.add(ticketId);
  }
  await insertRuns(tx, runs);
}

/** One rule's look at locked tickets. */
async function runRule(
  ctx: AppContext,
  tx: SqlTx,
  rule: ActiveRule,
  met: Happening[],
  set: TicketSet,
  ground: MemoryGround,
): Promise<NewRun[]> {
  const acted = await actedFor(tx, rule.id, met);
  const looks = met.map((happening): Look => {
    const verdicts: Verdict[] = [];
    const { cause, depth, ticketId } = happening;
    if (acted.has(ticketId)) return { ticketId, cause, depth, outcome: "repeated", verdicts, steps: [] };
    const found = set.get(ticketId);
    try {
      const holds = found !== undefined && filterHolds(rule.draft.conditions, found, ground, verdicts);
      const outcome = !holds ? "not_held" : depth >= CHAIN_MOST ? "cut" : "done";
      return { ticketId, cause, depth, outcome, verdicts, steps: [] };
    } catch (error) {
      // A field that its conditions ask for is gone: the other rules go on.
      if (!(error instanceof AppError)) throw error;
      return {
        ticketId,
        cause,
        depth,
        outcome: "refused",
        verdicts,
        steps: [{ do: rule.draft.steps[0]?.do ?? "urge", changes: [], refused: error.code }],
      };
    }
  });
  const acting = looks.filter(({ outcome }) => outcome === "done");
  await takeSteps(ctx, tx, rule, acting, set);
  return looks.map((look) => ({
    ...look,
    ruleId: rule.id,
    version: rule.version,
    ticketNo: set.get(look.ticketId)?.ticket.no ?? 0n,
  }));
}

export type Look = Pick<NewRun, "ticketId" | "cause" | "depth" | "outcome" | "verdicts" | "steps">;

/** Takes the rule's steps for these tickets, and notes in each look what came of it. Behind a step that was refused no more are taken for its ticket. */
export async function takeSteps(
  ctx: AppContext,
  tx: SqlTx,
  { id, draft }: Pick<ActiveRule, "id" | "draft">,
  looks: Look[],
  set: TicketSet,
): Promise<void> {
  if (looks.length === 0) return;
  const byTicket = new Map(looks.map((look) => [look.ticketId, look]));
  const takesTurns = draft.steps.some(inTurn);
  const turns: Turns = takesTurns ? await lockTurns(tx, id) : {};
  for (const [place, step] of draft.steps.entries()) {
    const turn = { last: turns[place] ?? null };
    const ends = await takeStep(ctx, tx, {
      set,
      ids: looks.filter(({ outcome }) => outcome === "done").map(({ ticketId }) => ticketId),
      step,
      ruleName: draft.name,
      turn,
      ruleOf: (ticketId) => {
        const { cause = "", depth = 0 } = byTicket.get(ticketId) ?? {};
        return { id, name: draft.name, cause, depth: depth + 1 };
      },
    });
    if (inTurn(step)) turns[place] = turn.last;
    for (const [ticketId, end] of ends) note(byTicket.get(ticketId), step, end);
  }
  if (takesTurns) await writeTurns(tx, id, turns);
}

const inTurn = (step: RuleStep): boolean => step.do === "assign" && step.to.how === "even";

function note(look: Look | undefined, step: RuleStep, end: StepEnd): void {
  if (!look) return;
  if ("refused" in end) look.outcome = "refused";
  look.steps.push(
    "refused" in end ? { do: step.do, changes: [], refused: end.refused.code } : { do: step.do, changes: end.changes, refused: null },
  );
}
