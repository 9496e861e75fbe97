import type { FieldValues, RuleStep, TicketChange } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import type { FilteredTicket } from "../search/filter-holds.ts";
import { type ActingRule, movement } from "../work/on-ticket.ts";
import { workOnSet } from "../work/on-tickets.ts";
import { lockTickets, readFieldsOf, type TicketRecord } from "../work/ticket.repo.ts";
import { differences, valuesOf } from "../work/values.ts";
import { type ReadyStep, readyStep, type Turn } from "./steps.ts";

/** Tickets that a transaction has locked for automatic tasks, by id, as they stand now: steps change them here as well. */
export type TicketSet = Map<string, FilteredTicket & { ticket: TicketRecord }>;

/** Locks those of these tickets that there are, in the order of their ids. */
export async function lockSet(tx: SqlTx, ids: string[]): Promise<TicketSet> {
  const tickets = await lockTickets(tx, [...new Set(ids)]);
  const fields = await readFieldsOf(
    tx.rows,
    tickets.map(({ id }) => id),
  );
  return new Map(tickets.map((ticket) => [ticket.id, { ticket, fields: fields.get(ticket.id) ?? {} }]));
}

/** How one step ended for one ticket. */
export type StepEnd = { changes: TicketChange[] } | { refused: AppError };

interface GivenStep {
  set: TicketSet;
  ids: string[];
  step: RuleStep;
  ruleOf(ticketId: string): ActingRule;
  ruleName: string;
  turn: Turn;
}

/** Takes one step of a rule on each of these tickets, in a few statements for all. */
export async function takeStep(
  ctx: AppContext,
  tx: SqlTx,
  { set, ids, step, ruleOf, ruleName, turn }: GivenStep,
): Promise<Map<string, StepEnd>> {
  const given = ids.flatMap((id) => set.get(id) ?? []);
  const ready = await readyOrRefused({ ctx, tx, ruleName, turn }, step);
  if (ready instanceof AppError) return new Map(ids.map((id) => [id, { refused: ready }]));
  const fields = new Map(given.map(({ ticket, fields: values }) => [ticket.id, values]));
  const worked = await workOnSet(
    ctx,
    tx,
    { tickets: given.map(({ ticket }) => ticket), actor: null, ruleOf, fields: async () => fields },
    ready.work,
  );
  if (worked.tickets.size > 0) await ready.after?.([...worked.tickets.keys()]);
  return new Map(
    given.map(({ ticket: before, fields: values }): [string, StepEnd] => {
      const refused = worked.refused.get(before.id);
      if (refused) return [before.id, { refused }];
      const after = worked.tickets.get(before.id) ?? before;
      const written: FieldValues = worked.fields.get(before.id) ?? values;
      set.set(before.id, { ticket: after, fields: written });
      return [before.id, { changes: [...movement(before, after), ...differences(valuesOf(before, values), valuesOf(after, written))] }];
    }),
  );
}

async function readyOrRefused(given: Parameters<typeof readyStep>[0], step: RuleStep): Promise<ReadyStep | AppError> {
  try {
    return await readyStep(given, step);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
