import type { RuleTrigger, TicketFilter } from "@cloverdesk/contracts";
import { Prisma, type SqlReader } from "../../platform/db/client.ts";
import { filterSql, type MemoryGround } from "../tickets/index.ts";

export type TimedTrigger = Extract<RuleTrigger, { hours: number }>;
export const isTimed = (trigger: RuleTrigger): trigger is TimedTrigger => trigger.on === "due" || trigger.on === "idle";

const HOUR_MS = 3_600_000;

/** Milliseconds as in JavaScript: part of a run's cause. */
const ms = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`floor(extract(epoch FROM ${column}) * 1000)::bigint::text`;

/** Which open tickets the time has come for, and the cause by which the rule acts once. */
function meaning({ on, hours }: TimedTrigger, now: Date): { come: Prisma.Sql; cause: Prisma.Sql; order: Prisma.Sql } {
  const ahead = new Date(now.getTime() + hours * HOUR_MS);
  const back = new Date(now.getTime() - hours * HOUR_MS);
  return on === "due"
    ? {
        come: Prisma.sql`t.due_at > ${now} AND t.due_at <= ${ahead}`,
        cause: Prisma.sql`'due ' || ${ms(Prisma.sql`t.due_at`)}`,
        order: Prisma.sql`t.due_at, t.no`,
      }
    : {
        come: Prisma.sql`t.changed_at <= ${back}`,
        cause: Prisma.sql`'idle since ' || ${ms(Prisma.sql`t.changed_at`)}`,
        order: Prisma.sql`t.changed_at, t.no`,
      };
}

interface Asked {
  /** Null: a rule that was never saved, which has acted for nothing. */
  ruleId: string | null;
  trigger: TimedTrigger;
  conditions: TicketFilter;
}

const where = ({ ruleId, trigger, conditions }: Asked, ground: MemoryGround): Prisma.Sql => {
  const { come, cause } = meaning(trigger, ground.now);
  return Prisma.sql`t.state = 'open' AND ${come} AND ${filterSql(conditions, ground)}
    AND NOT EXISTS (SELECT FROM automation_run r WHERE r.rule_id = ${ruleId}::uuid AND r.ticket_id = t.id AND r.cause = ${cause}
      AND r.outcome IN ('done', 'refused'))`;
};
const FROM = Prisma.sql`FROM ticket_ref t JOIN ticket_content_ref c ON c.ticket_id = t.id`;

export interface TimedTicket {
  id: string;
  no: bigint;
  title: string;
  cause: string;
}

/** Tickets that the rule will act on at its next look, the most urgent first. */
export function ticketsToTouch(reader: SqlReader, asked: Asked, ground: MemoryGround, limit: number): Promise<TimedTicket[]> {
  const { cause, order } = meaning(asked.trigger, ground.now);
  return reader.$queryRaw<TimedTicket[]>(
    Prisma.sql`SELECT t.id, t.no, t.title, ${cause} AS cause ${FROM} WHERE ${where(asked, ground)} ORDER BY ${order} LIMIT ${limit}`,
  );
}

/** How many there are, counted up to `most`. */
export async function countToTouch(reader: SqlReader, asked: Asked, ground: MemoryGround, most: number): Promise<number> {
  const [row] = await reader.$queryRaw<{ n: number }[]>(
    Prisma.sql`SELECT count(*)::int AS n FROM (SELECT 1 ${FROM} WHERE ${where(asked, ground)} LIMIT ${most}) AS counted`,
  );
  return row?.n ?? 0;
}
