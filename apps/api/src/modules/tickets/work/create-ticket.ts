import type { NewTicket, Ticket } from "@cloverdesk/contracts";
import { checkValues, isEmpty, livingDefaults, withDefaults } from "@cloverdesk/rules/form";
import { parsePhone } from "@cloverdesk/rules/phone";
import { assignmentAt, firstTimes, nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { flowOf, setupOf } from "../setup/setup.ts";
import { dropDraftRow } from "./drafts.repo.ts";
import { reaches, recordDeed, storyOf, tiedBy } from "./on-ticket.ts";
import {
  type CallBehind,
  callBehind,
  categoryIsOffered,
  customerWithPhones,
  findTicket,
  insertContent,
  insertTicket,
  linkCall,
  readFields,
  tieAll,
} from "./ticket.repo.ts";
import { loadTicket } from "./ticket.ts";
import { apart, checkedForm, foldedWith, formWith, sameValue, settleReferences, valuesOf } from "./values.ts";

/**
 * Creates a ticket under the page's id; the same again answers the ticket that was made. Something else under that id is another window's, which went on
 * with the same draft: it is refused, for it would be lost.
 */
export async function createTicket(ctx: AppContext, actor: Actor, id: string, input: NewTicket): Promise<Ticket> {
  const known = await findTicket(ctx.db.prisma, id);
  if (known && known.creatorId !== actor.personId) throw new AppError("tickets.not_allowed");
  const made = !known && (await make(ctx, actor, id, input));
  if (!made && !(await saysTheSame(ctx, id, input))) throw new AppError("tickets.draft_used");
  return loadTicket(ctx, actor, id);
}

/** Whether nothing is asked for that stands otherwise in the ticket that is there. What its form hides is not kept, so it is not compared. */
async function saysTheSame(ctx: AppContext, id: string, { typeId, values }: NewTicket): Promise<boolean> {
  const ticket = await findTicket(ctx.db.prisma, id);
  const wished = checkValues((await setupOf(ctx)).fields, values);
  if (ticket?.typeId !== typeId || !wished.ok) return false;
  const there = valuesOf(ticket, await readFields(ctx.db.prisma, id));
  return Object.entries(wished.values).every(
    ([code, value]) => there[code] === undefined || isEmpty(value) || sameValue(value, there[code]),
  );
}

/** Answers false when another request with the same id was first. */
async function make(ctx: AppContext, actor: Actor, id: string, input: NewTicket): Promise<boolean> {
  const { types, templates, fields } = await setupOf(ctx);
  const type = types.get(input.typeId);
  if (!type?.active || type.flowVersion === null) throw new AppError("tickets.type_unknown");
  const template = templates.get(input.templateId);
  if (!template?.active || template.typeId !== type.id) throw new AppError("tickets.template_unknown");
  const flow = await flowOf(ctx, type.id, type.flowVersion);
  const node = nodeOf(flow, flow.start);
  if (!node) throw new AppError("tickets.type_unknown");
  const flowVersion = type.flowVersion;

  return transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const call = input.callId === null ? null : await callOf(tx, actor, input.callId);
    const customerId = (input.customerId === undefined ? call?.customerId : input.customerId) ?? null;
    await mustExist(tx, customerId, input.categoryId);
    const given = { ...input.values, ...(call && input.values.phone === undefined && phoneOf(call.number)) };
    const values = checkedForm(formWith(template.fields, []), fields, withDefaults(livingDefaults(template.fields, fields), given));
    const { columns, fields: contents } = apart(values);
    const first = assignmentAt(node, { groupId: null, handlerId: actor.personId, creatorId: actor.personId });
    const { timeLeftMs, ...times } = firstTimes(flow, node, tx.at);
    const ticket = await insertTicket(tx, {
      id,
      typeId: type.id,
      flowVersion,
      templateId: template.id,
      templateVersion: template.version,
      ...columns,
      categoryId: input.categoryId,
      customerId,
      source: input.source,
      node: node.code,
      ...first,
      creatorId: actor.personId,
      parentId: input.parentId && (await parentOf(tx, actor, input.parentId)),
      createdAt: tx.at,
      changedAt: tx.at,
      ...times,
      timeLeftMs: timeLeftMs === null ? null : BigInt(timeLeftMs),
    });
    if (!ticket) return false;
    await settleReferences(tx, id, actor.personId, fields, contents);
    await insertContent(tx, ticket, contents, await foldedWith(tx, ticket, contents, fields));
    if (call) await linkCall(tx, id, call.id);
    const story = storyOf(tx, actor, ticket, flow);
    const before = { ...ticket, groupId: null, handlerId: null };
    await tieAll(tx, tiedBy(actor, before, ticket, ["created"]));
    recordDeed(story, "created", before, call ? { callId: call.id } : {});
    await story.tell("ticket_assigned", [ticket.handlerId], ticket.title);
    await dropDraftRow(tx, id, actor.personId);
    return true;
  });
}

/** A ticket can be hung only below one that its author may read. */
async function parentOf(tx: Tx, actor: Actor, parentId: string): Promise<string> {
  const parent = await findTicket(tx.rows, parentId);
  if (!parent || !(await reaches(tx, actor, parent))) throw new AppError("tickets.not_found");
  return parentId;
}

/** A call that the person had, was rung for, or may see the record of. */
export async function callOf(tx: Pick<Tx, "rows">, actor: Actor, callId: string): Promise<CallBehind> {
  const call = await callBehind(tx.rows, callId, actor.personId);
  const scope = scopeOf(actor, "calls.read");
  const inGroup = scope === "group" && call?.skillGroupId != null && actor.groupIds.includes(call.skillGroupId);
  if (!call || !(call.takesPart || inGroup || scope === "all")) throw new AppError("calls.not_found");
  return call;
}

function phoneOf(number: string): { phone: string } | Record<never, never> {
  const parsed = parsePhone(number, { defaultCountry: "CN" });
  return parsed.ok ? { phone: parsed.e164 } : {};
}

async function mustExist(tx: Tx, customerId: string | null, categoryId: string | null): Promise<void> {
  if (customerId !== null && !(await customerWithPhones(tx.rows, customerId))) throw new AppError("customers.not_found");
  if (categoryId !== null && !(await categoryIsOffered(tx.rows, categoryId)))
    throw new AppError("tickets.values_invalid", { fields: { category: "unknown_option" } });
}
