import { newTicketDraft, type Output, type Parsed, type TicketRow, type ticketEndpoints } from "@cloverdesk/contracts";
import { parsePhone } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { findCustomerByNumber } from "../../customers/index.ts";
import { maskingOf } from "../../settings/index.ts";
import { sharedRows } from "../search/lists.ts";
import { callOf } from "./create-ticket.ts";
import { alikeIds } from "./detail.repo.ts";
import { latestDraft } from "./drafts.repo.ts";
import { reaches } from "./on-ticket.ts";
import { customerWithPhones, findTicket } from "./ticket.repo.ts";

type Start = Output<typeof ticketEndpoints.start>;

/** What a new ticket begins with. */
export async function startTicket(
  ctx: AppContext,
  actor: Actor,
  { callId, phone, customerId }: Parsed<typeof ticketEndpoints.start>["query"],
): Promise<Start> {
  const reader = ctx.db.prisma;
  const call = callId === undefined ? null : await callOf({ rows: reader }, actor, callId);
  const number = e164(phone ?? call?.number);
  const given = customerId ?? call?.customerId;
  const known = given ? await customerWithPhones(reader, given) : null;
  const customer = known ?? (number ? await findCustomerByNumber(reader, number) : null);
  const shownPhone = number ?? known?.phones[0] ?? null;
  const ids = await alikeIds(reader, customer?.id ?? null, shownPhone);
  const rows = await sharedRows(ctx, ids);
  const alike = ids.map(async (id) => hintOf(rows.get(id), await mayOpen(ctx, actor, id)));
  const draft = await latestDraft(reader, actor.personId);
  return {
    draft: draft && { id: draft.id, draft: newTicketDraft.parse(draft.draft), updatedAt: draft.updatedAt.toISOString() },
    customer: customer && { id: customer.id, name: customer.name, level: customer.level, tags: customer.tags },
    // A number that was not typed here is masked as all numbers are; a ticket of a call takes it from the call.
    phone: phone === undefined && (await maskingOf(ctx)).on ? null : shownPhone,
    callId: call?.id ?? null,
    alike: (await Promise.all(alike)).flat(),
  };
}

/** Enough to see that somebody works on it already; what is written in it is for those who may open it. */
function hintOf(row: TicketRow | undefined, mayOpen: boolean): Start["alike"] {
  if (!row) return [];
  const { id, number, title, state, type, node, handler, createdAt } = row;
  return [{ id, number, title: mayOpen ? title : null, state, type, node, handler, createdAt, mayOpen }];
}

const mayOpen = async (ctx: AppContext, actor: Actor, id: string): Promise<boolean> => {
  const ticket = await findTicket(ctx.db.prisma, id);
  return ticket !== null && reaches({ rows: ctx.db.prisma }, actor, ticket);
};

function e164(text: string | undefined): string | null {
  const parsed = text === undefined ? null : parsePhone(text, { defaultCountry: "CN" });
  return parsed?.ok ? parsed.e164 : null;
}
