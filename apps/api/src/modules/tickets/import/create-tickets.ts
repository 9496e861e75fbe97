import { randomUUID } from "node:crypto";
import { type FieldValue, type FieldValues, SYSTEM_FIELDS, ticketEvents } from "@cloverdesk/contracts";
import { assignmentAt, firstTimes, firstTimesUntil, nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Tx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type ImportedCustomer, importCustomers } from "../../customers/index.ts";
import { wallTimeIn } from "../../exports/index.ts";
import type { ImportFacts, Made, RowToCreate } from "../../imports/index.ts";
import { foldTicket } from "../search/search-text.ts";
import { flowOf, formOf, setupOf } from "../setup/setup.ts";
import { timeColumns } from "../sla/times.ts";
import { movement, tiedBy } from "../work/on-ticket.ts";
import { type TicketRecord, tieAll } from "../work/ticket.repo.ts";
import { apart, settleReferences } from "../work/values.ts";
import { assigner, type Counts, countsFor } from "./assign.ts";
import { FIXED_COLUMNS, KEPT_COLUMNS } from "./columns.ts";
import { insertContents, insertOrigins, insertTickets, lockImports } from "./import.repo.ts";
import { knownTickets } from "./known-tickets.ts";

/** An import whose rows are created now; `wall` is the clock of its zone. */
interface Batch extends ImportFacts {
  id: string;
  counts: Counts;
  wall(at: Date): number;
}

/** Creates tickets of rows, part by part. */
export function createTickets(ctx: AppContext, facts: ImportFacts & { id: string }) {
  const batch = { ...facts, counts: countsFor(facts.id, facts.plan.assignment.how), wall: wallTimeIn(facts.timeZone) };
  return (tx: Tx, actor: Actor, rows: RowToCreate[]): Promise<Made[]> => createPart(ctx, tx, actor, batch, rows);
}

/** Each table is written with one statement, each ticket has its event. A number of which there is a ticket by now gets no second one. */
async function createPart(ctx: AppContext, tx: Tx, actor: Actor, batch: Batch, rows: RowToCreate[]): Promise<Made[]> {
  await lockImports(tx, batch.duplicates.scope === "all" ? null : batch.target.typeId);
  const keys = rows.map(({ key }) => key);
  const known = new Map((await knownTickets(tx.rows, batch, keys, tx.at)).map((each) => [each.key, each]));
  const fresh = rows.filter(({ key }) => !known.has(key));
  const made = fresh.length > 0 ? await insertAll(ctx, tx, actor, batch, fresh) : [];
  const there = rows.flatMap(({ row, key }) => {
    const found = known.get(key);
    return found ? [{ row, id: found.id, no: found.no, isNew: false }] : [];
  });
  return [...made, ...there];
}

/** A row with the ticket that it becomes. */
interface Draft {
  row: RowToCreate;
  /** Its values of fixed columns. */
  fixed: FieldValues;
  ticket: Omit<TicketRecord, "no" | "version">;
  fields: FieldValues;
  customer: ImportedCustomer;
}

async function insertAll(ctx: AppContext, tx: Tx, actor: Actor, batch: Batch, rows: RowToCreate[]): Promise<Made[]> {
  const { fields } = await setupOf(ctx);
  const drafts = await draftsOf(ctx, tx, actor, batch, rows);
  for (const { ticket, fields: contents } of drafts) await settleReferences(tx, ticket.id, actor.personId, fields, contents);
  const numbers = await insertTickets(
    tx,
    drafts.map(({ ticket }) => ticket),
  );
  const all = drafts.map((draft) => ({ ...draft, ticket: { ...draft.ticket, version: 1, no: numbers.get(draft.ticket.id) ?? 0n } }));
  const unassigned = { groupId: null, handlerId: null };
  await insertContents(
    tx,
    all.map(({ ticket, fields: contents, customer }) => ({
      ticketId: ticket.id,
      no: ticket.no,
      fields: contents,
      folded: foldTicket({ ...ticket, customer, fileNames: [] }, contents, fields),
    })),
  );
  await insertOrigins(
    tx,
    batch.id,
    all.map(({ ticket, row, customer }) => ({ ticketId: ticket.id, row: row.row, customerIsNew: customer.isNew })),
  );
  await tieAll(
    tx,
    all.flatMap(({ ticket }) => tiedBy(actor, { ...ticket, ...unassigned }, ticket, ["created"])),
  );
  for (const { ticket, row, fixed } of all)
    tx.record(ticketEvents.imported, {
      entityId: ticket.id,
      data: {
        note: noteOf(row.row, fixed, batch),
        changes: movement({ ...ticket, ...unassigned }, ticket),
        waitedIn: null,
        waitsIn: ticket.handlerId === null ? ticket.groupId : null,
      },
    });
  return all.map(({ ticket, row }) => ({ row: row.row, id: ticket.id, no: ticket.no, isNew: true }));
}

async function draftsOf(ctx: AppContext, tx: Tx, actor: Actor, batch: Batch, rows: RowToCreate[]): Promise<Draft[]> {
  const { target, pinned, plan } = batch;
  const type = (await setupOf(ctx)).types.get(target.typeId);
  if (!type?.active || type.flowVersion === null) throw new AppError("imports.target_unknown");
  const { flowVersion } = type;
  const flow = await flowOf(ctx, type.id, flowVersion);
  const node = nodeOf(flow, flow.start);
  if (!node) throw new AppError("imports.target_unknown");
  const form = await formOf(ctx, target.templateId, Number(pinned.templateVersion));
  const codes = new Set<string>([...SYSTEM_FIELDS, ...form.map(({ code }) => code)]);
  const priority = plan.priority ?? form.find(({ code }) => code === "priority")?.default ?? "normal";
  const parts = rows.map((row) => ({ row, fixed: fixedOf(row.values, codes), own: pick(row.values, codes) }));
  const customers = await importCustomers(tx, parts.map(customerOf));
  const byFlow = assignmentAt(node, { groupId: null, handlerId: null, creatorId: actor.personId });
  const assign = await assigner(tx.rows, plan.assignment, byFlow, batch.counts);
  return parts.map(({ row, fixed, own }, i) => {
    const { columns, fields } = apart({ priority, ...own });
    const due = momentOf(fixed.due) ?? (plan.dueAt ? new Date(plan.dueAt) : null);
    const times = due ? firstTimesUntil(flow, node, tx.at, due) : firstTimes(flow, node, tx.at);
    const customer = customers[i];
    if (!customer) throw new Error("a row has no customer");
    const ticket = {
      ...columns,
      ...timesOf(times),
      ...assign(fixed),
      id: randomUUID(),
      typeId: type.id,
      flowVersion,
      templateId: target.templateId,
      templateVersion: Number(pinned.templateVersion),
      categoryId: target.categoryId,
      customerId: customer.id,
      source: "import",
      state: "open",
      node: node.code,
      creatorId: actor.personId,
      parentId: null,
      mergedIntoId: null,
      createdAt: tx.at,
      changedAt: tx.at,
      finishedAt: null,
      told: "none",
    };
    return { row, fixed, ticket, fields, customer };
  });
}

const timesOf = (times: Parameters<typeof timeColumns>[0]) => {
  const { wholeDueAt = null, timeLeftMs = null, nodeDueAt = null, dueAt = null, warnAt = null } = timeColumns(times);
  return { wholeDueAt, timeLeftMs, nodeDueAt, dueAt, warnAt };
};

const text = (value: FieldValue | undefined): string | null => (typeof value === "string" ? value : null);
const momentOf = (value: FieldValue | undefined): Date | null => (typeof value === "string" ? new Date(value) : null);

function customerOf({ row: { key }, fixed }: Pick<Draft, "row" | "fixed">) {
  const phones = [key, ...[fixed.phone_2, fixed.phone_3].flatMap((phone) => text(phone)?.split(";")[0] ?? [])];
  return { name: text(fixed.customer_name) ?? "", level: text(fixed.level), phones: [...new Set(phones)] };
}

const pick = (values: FieldValues, codes: ReadonlySet<string>): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([code]) => codes.has(code)));

/** Values of the fixed columns. A field of the form that is called like one has taken its place in the file. */
const fixedOf = (values: FieldValues, ofForm: ReadonlySet<string>): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([code]) => code in FIXED_COLUMNS && (!ofForm.has(code) || KEPT_COLUMNS.has(code))));

/** What the row says besides its ticket's fields: it stands in the service track. */
function noteOf(row: number, values: FieldValues, { language, wall }: Batch): string {
  const shown = (code: NoteColumn): string => {
    const value = text(values[code]) ?? "";
    return value !== "" && MOMENTS.has(code) ? new Date(wall(new Date(value))).toISOString().slice(0, 16).replace("T", " ") : value;
  };
  const parts = NOTED.flatMap((code) => (shown(code) ? [`${FIXED_COLUMNS[code].name[language]}: ${shown(code)}`] : []));
  return [language === "zh" ? `第 ${row} 行` : `Row ${row}`, ...parts].join(" · ");
}

const NOTED = ["external_id", "appointment_from", "appointment_to", "consent_basis", "consent_at", "remark"] as const;
type NoteColumn = (typeof NOTED)[number];
const MOMENTS = new Set<NoteColumn>(["appointment_from", "appointment_to", "consent_at"]);
