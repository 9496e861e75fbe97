import type { agentRow, Grants, MyAgent } from "@cloverdesk/contracts";
import type { z } from "zod";
import { canOf } from "./agents.policy.ts";
import type { AgentRow } from "./agents.repo.ts";

const moment = (date: Date | null): string | null => date?.toISOString() ?? null;

/** The agent's own view of themselves. */
export function presentMyAgent(row: AgentRow, { grants, summaryRequired }: { grants: Grants; summaryRequired: boolean }): MyAgent {
  const { personId, version, state, reason, breakReason, note, callId, audioTab, connected } = row;
  return {
    personId,
    version,
    state,
    since: row.since.toISOString(),
    reason,
    breakReason,
    note,
    next: row.nextState && { state: row.nextState, breakReason: row.nextBreakReason },
    callId,
    wrapUpEndsAt: moment(row.wrapUpEndsAt),
    audioTab,
    connected,
    can: canOf(row, grants, summaryRequired),
  };
}

/** The agent as a lead sees them. */
export function presentAgent(
  row: AgentRow,
  person: { name: string; skillGroupIds: string[] },
  can: { force: boolean },
): z.infer<typeof agentRow> {
  const { personId, state, reason, breakReason, callId, connected } = row;
  const { name, skillGroupIds } = person;
  return {
    person: { id: personId, name },
    state,
    since: row.since.toISOString(),
    reason,
    breakReason,
    callId,
    connected,
    skillGroupIds,
    can,
  };
}
