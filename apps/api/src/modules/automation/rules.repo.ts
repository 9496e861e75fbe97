import { next, RULE_TABLE, type RuleDraft, type RuleEvent, type RuleState, sources } from "@cloverdesk/contracts";
import type { Reader, SqlReader } from "../../platform/db/client.ts";
import { RaceLost, type SqlTx, type Tx } from "../../platform/db/transaction.ts";

export interface RuleRecord {
  id: string;
  state: RuleState;
  version: number;
  position: number;
  activeSince: Date | null;
  draft: RuleDraft;
  savedAt: Date;
  savedById: string | null;
  savedByName: string | null;
}

/** Rules that were not removed, in their order. */
export function readRules(reader: SqlReader): Promise<RuleRecord[]> {
  return reader.$queryRaw<RuleRecord[]>`
    SELECT r.id, r.state, r.version, r.position, r.active_since AS "activeSince", v.draft, v.saved_at AS "savedAt", p.id AS "savedById",
      p.display_name AS "savedByName"
    FROM automation_rule r JOIN automation_rule_version v ON v.rule_id = r.id AND v.version = r.version LEFT JOIN person_ref p ON p.id = v.saved_by
    WHERE r.state <> 'removed' ORDER BY r.position, r.id`;
}

/** Rules that act, in their order. */
export const activeRules = async (reader: SqlReader): Promise<RuleRecord[]> =>
  (await readRules(reader)).filter(({ state }) => state === "active");

/** Lets one transaction at a time add rules or put them in order. */
export async function lockOrder(tx: Tx): Promise<void> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('automation order', 0))`;
}

/** Locks a rule; null when there is none or it was removed. */
export async function lockRule(tx: Tx, id: string): Promise<{ state: RuleState; version: number } | null> {
  const [row] = await tx.rows.$queryRaw<{ state: RuleState; version: number }[]>`
    SELECT state, version FROM automation_rule WHERE id = ${id}::uuid AND state <> 'removed' FOR UPDATE`;
  return row ?? null;
}

/** Answers false when the id is taken. */
export async function insertRule(tx: Tx, id: string, position: number): Promise<boolean> {
  return (await tx.rows.automationRule.createMany({ data: { id, position }, skipDuplicates: true })).count === 1;
}

export async function insertVersion(tx: Tx, ruleId: string, version: number, draft: RuleDraft, savedBy: string): Promise<void> {
  await tx.rows.automationRuleVersion.create({ data: { ruleId, version, draft, savedAt: tx.at, savedBy } });
  await tx.rows.automationRule.update({ where: { id: ruleId }, data: { version } });
}

/** Moves a rule along its table; throws RaceLost when it is elsewhere by now. */
export async function changeState(tx: Tx, id: string, event: RuleEvent): Promise<void> {
  for (const from of sources(RULE_TABLE, event)) {
    const state = next(RULE_TABLE, from, event) as RuleState;
    const data = { state, ...(event === "start" && { activeSince: tx.at }) };
    if ((await tx.rows.automationRule.updateMany({ where: { id, state: from }, data })).count === 1) return;
  }
  throw new RaceLost("the rule is in another state");
}

export async function writeOrder(tx: Tx, ids: string[]): Promise<void> {
  await tx.rows.$executeRaw`
    UPDATE automation_rule r SET position = x.place FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS x(id, place) WHERE r.id = x.id`;
}

export function versionsOf(reader: Reader, ruleId: string, limit: number) {
  return reader.$queryRaw<Pick<RuleRecord, "version" | "draft" | "savedAt" | "savedById" | "savedByName">[]>`
    SELECT v.version, v.draft, v.saved_at AS "savedAt", p.id AS "savedById", p.display_name AS "savedByName"
    FROM automation_rule_version v LEFT JOIN person_ref p ON p.id = v.saved_by WHERE v.rule_id = ${ruleId}::uuid ORDER BY v.version DESC LIMIT ${limit}`;
}

export type Turns = Record<string, string | null>;

/** Whose turn it was last, by the place of the step. Locks the rule, so that two transactions do not give the same turn. */
export async function lockTurns(tx: SqlTx, ruleId: string): Promise<Turns> {
  const [row] = await tx.rows.$queryRaw<{ turns: Turns }[]>`SELECT turns FROM automation_rule WHERE id = ${ruleId}::uuid FOR NO KEY UPDATE`;
  return row?.turns ?? {};
}

export async function writeTurns(tx: SqlTx, ruleId: string, turns: Turns): Promise<void> {
  await tx.rows.$executeRaw`UPDATE automation_rule SET turns = ${JSON.stringify(turns)}::jsonb WHERE id = ${ruleId}::uuid`;
}
