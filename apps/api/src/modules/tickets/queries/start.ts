import { newTicketDraft, type Output, type Parsed, type ticketEndpoints } from "@cloverdesk/contracts";
import { parsePhone } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { findCustomerByNumber } from "../../customers/index.ts";
import { callOf } from "../commands/create-ticket.ts";
import { alikeIds } from "../detail.repo.ts";
import { latestDraft } from "../drafts.repo.ts";
import { customerWithPhones } from "../ticket.repo.ts";
import { sharedRows } from "./lists.ts";

/** What a new ticket begins with. Like tickets are a hint, shown whole only to whoever may open them. */
export async function startTicket(
  ctx: AppContext,
  actor: Actor,
  { callId, phone, customerId }: Parsed<typeof ticketEndpoints.start>["query"],
): Promise<Output<typeof ticketEndpoints.start>> {
  const reader = ctx.db.prisma;
  const call = callId === undefined ? null : await callOf({ rows: reader }, actor, callId);
  const number = e164(phone ?? call?.number);
  const given = customerId ?? call?.customerId;
  const known = given ? await customerWithPhones(reader, given) : null;
  const customer = known ?? (number ? await findCustomerByNumber(reader, number) : null);
  const shownPhone = number ?? known?.phones[0] ?? null;
  const alike = await alikeIds(reader, customer?.id ?? null, shownPhone);
  const rows = await sharedRows(ctx, alike);
  const draft = await latestDraft(reader, actor.personId);
  return {
    draft: draft && { id: draft.id, draft: newTicketDraft.parse(draft.draft), updatedAt: draft.updatedAt.toISOString() },
    customer: customer && { id: customer.id, name: customer.name, level: customer.level, tags: customer.tags },
    phone: shownPhone,
    callId: call?.id ?? null,
    alike: alike.flatMap((id) => rows.get(id) ?? []),
  };
}

function e164(text: string | undefined): string | null {
  const parsed = text === undefined ? null : parsePhone(text, { defaultCountry: "CN" });
  return parsed?.ok ? parsed.e164 : null;
}
