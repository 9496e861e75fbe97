import type { CallResult, FieldValues, TicketCallback, TicketNumber } from "@cloverdesk/contracts";
import { maskPhone } from "@cloverdesk/rules/phone";
import { fieldRightAt, nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import type { Shown } from "../search/row.presenter.ts";
import { type Setup, setupOf } from "../setup/setup.ts";
import type { DetailRecord } from "./detail.repo.ts";
import { customerWithPhones, readFields, type TicketRecord } from "./ticket.repo.ts";

interface Known {
  number: string;
  of: TicketNumber["of"];
  /** The field whose value it is. */
  code: string | null;
}

/** Each number once: that of the ticket, those of its fields, those of the customer. */
function knownNumbers(phone: string | null, values: FieldValues, customer: string[], { fields }: Setup): Known[] {
  const ofFields = Object.entries(values).flatMap(([code, value]) =>
    code !== "phone" && fields.get(code)?.kind === "phone" && typeof value === "string" && value !== "" ? [{ number: value, code }] : [],
  );
  const all: Known[] = [
    ...(phone ? [{ number: phone, of: "ticket" as const, code: null }] : []),
    ...ofFields.map(({ number, code }) => ({ number, of: "field" as const, code })),
    ...customer.map((number) => ({ number, of: "customer" as const, code: null })),
  ];
  return all.filter(({ number }, n) => all.findIndex((other) => other.number === number) === n);
}

/** The numbers of a ticket with the calls out to each; none where its node hides the number. */
export function numbersOf(row: DetailRecord, shown: Shown): TicketNumber[] {
  const node = nodeOf(shown.flowOf(row), row.node);
  if (fieldRightAt(node, "phone", false) === "hidden") return [];
  const seen = Object.fromEntries(Object.entries(row.fields).filter(([code]) => fieldRightAt(node, code, false) !== "hidden"));
  const known = knownNumbers(row.phone, seen, row.customerPhones, shown.setup);
  const out = row.calls.filter(({ direction }) => direction === "outbound");
  const others = [...new Set(out.map(({ number }) => number))].filter((number) => known.every((each) => each.number !== number));
  return [...known, ...others.map((number) => ({ number, of: "called" as const, code: null }))].map(({ number, of, code }) => {
    const calls = out.filter((call) => call.number === number);
    const [last] = calls;
    return {
      number: shown.masked ? maskPhone(number) : number,
      of,
      label: (code !== null && shown.setup.fields.get(code)?.name) || null,
      attempts: calls.length,
      last: last
        ? { at: new Date(last.startedAt).toISOString(), result: last.result as CallResult | null, agentName: last.agentName }
        : null,
    };
  });
}

/** The ticket's open callbacks; none where its node hides the number. */
export function callbacksOf(row: DetailRecord, shown: Shown): TicketCallback[] {
  if (fieldRightAt(nodeOf(shown.flowOf(row), row.node), "phone", false) === "hidden") return [];
  return row.callbacks.map(({ number, dueAt, ...callback }) => ({
    ...callback,
    number: shown.masked ? maskPhone(number) : number,
    dueAt: new Date(dueAt).toISOString(),
  }));
}

/** The number that is meant by `text`: a page that shows numbers masked can only send back the mask of one of the ticket's. */
export async function numberMeant(ctx: AppContext, tx: SqlTx, ticket: TicketRecord, text: string): Promise<string> {
  if (!text.includes("*")) return text;
  const [values, customer, setup] = await Promise.all([
    readFields(tx.rows, ticket.id),
    ticket.customerId ? customerWithPhones(tx.rows, ticket.customerId) : null,
    setupOf(ctx),
  ]);
  const known = knownNumbers(ticket.phone, values, customer?.phones ?? [], setup);
  return known.find(({ number }) => maskPhone(number) === text)?.number ?? ticket.phone ?? text;
}
