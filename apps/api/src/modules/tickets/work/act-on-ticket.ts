import type { FieldValues, FlowAction, Ticket } from "@cloverdesk/contracts";
import { isEmpty } from "@cloverdesk/rules/form";
import { assignmentAt, fieldRightAt, finishingAction, firstTimes, nodeOf, possibleActions, timesAt } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { maskingOf } from "../../settings/index.ts";
import { shownValues } from "../search/row.presenter.ts";
import { formOf, setupOf } from "../setup/setup.ts";
import { timeColumns, timesOf, toldOf } from "../sla/times.ts";
import { onTicket, type Story } from "./on-ticket.ts";
import { type BulkReport, onTickets } from "./on-tickets.ts";
import { manages } from "./ticket.policy.ts";
import type { TicketChanges, TicketRecord } from "./ticket.repo.ts";
import { apart, checkedForm, differences, foldedWith, formWith, mustNotCollide, sameValue, settleReferences, valuesOf } from "./values.ts";

/** What was put into an action's form, and what the page had shown of it. */
export interface Taken {
  values: FieldValues;
  seen: FieldValues;
  note: string;
}

/** Takes an action of the flow. `node` is where the page saw the ticket: an action of the same name elsewhere is another one. */
export function actOnTicket(ctx: AppContext, actor: Actor, ticketId: string, code: string, seenAt: string, taken: Taken): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    const { ticket, flow } = story;
    mustBeOpen(ticket);
    if (ticket.node !== seenAt) throw new AppError("tickets.moved_on");
    const action = possibleActions(flow, ticket, flowActor(story, actor)).find((each) => each.code === code);
    if (!action) throw new AppError("tickets.not_allowed");
    await take(ctx, story, action, taken);
  });
}

/** Finishes by the action of the node that leads to an end: of the node where the page saw the ticket, when it says so. */
export function finishTicket(ctx: AppContext, actor: Actor, ticketId: string, taken: Taken, seenAt?: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    mustBeOpen(story.ticket);
    if (seenAt !== undefined && story.ticket.node !== seenAt) throw new AppError("tickets.moved_on");
    await finish(ctx, story, actor, taken);
  });
}

export function finishTickets(ctx: AppContext, actor: Actor, ticketIds: string[], note: string): Promise<BulkReport> {
  return onTickets(ctx, actor, ticketIds, async (story) => {
    mustBeOpen(story.ticket);
    await finish(ctx, story, actor, { values: {}, seen: {}, note });
  });
}

async function finish(ctx: AppContext, story: Story, actor: Actor, taken: Taken): Promise<void> {
  const action = finishingAction(story.flow, story.ticket, flowActor(story, actor));
  if (!action) throw new AppError("tickets.not_allowed");
  await take(ctx, story, action, taken);
}

/** Takes, for an automatic task, the action that leads from where the ticket stands to this node. What the flow asks for before must be there. */
export const takenTo =
  (ctx: AppContext, typeId: string, node: string, note: string) =>
  async (story: Story): Promise<void> => {
    const { ticket, flow } = story;
    mustBeOpen(ticket);
    if (ticket.typeId === typeId && ticket.node === node) return;
    const ways = possibleActions(flow, ticket, { personId: "", manages: true });
    const action = ticket.typeId === typeId ? ways.find(({ to }) => to === node) : undefined;
    if (!action) throw new AppError("tickets.no_way_there");
    await take(ctx, story, action, { values: {}, seen: {}, note });
  };

const flowActor = ({ ticket }: Story, actor: Actor) => ({ personId: actor.personId, manages: manages(actor, ticket) });

function mustBeOpen(ticket: TicketRecord): void {
  if (ticket.state !== "open") throw new AppError("tickets.closed");
}

async function take(ctx: AppContext, story: Story, action: FlowAction, { values: given, seen, note }: Taken): Promise<void> {
  if (action.noteRequired && note === "") throw new AppError("tickets.note_required", { fields: { note: "required" } });
  const { tx, actor, ticket, flow } = story;
  const { fields } = await setupOf(ctx);
  const before = valuesOf(ticket, await story.fields());
  const shown = shownValues(before, fields, (await maskingOf(ctx)).on, nodeOf(flow, ticket.node));
  mustNotCollide(
    shown,
    Object.keys(seen).map((code) => [code, seen[code], given[code]]),
  );
  // What comes back as it was shown is no change: a masked number is nobody's wish.
  const values = Object.fromEntries(Object.entries(given).filter(([code, value]) => isEmpty(value) || !sameValue(value, shown[code])));
  const after = await filledIn(ctx, story, action, before, values);
  const changes = differences(before, after);
  if (changes.length > 0) {
    const { columns, fields: contents } = apart(after);
    await settleReferences(tx, ticket.id, actor?.personId ?? null, fields, values);
    await story.writeFields(contents, await foldedWith(tx, { ...ticket, ...columns }, contents, fields));
    await moveTicket(story, action, { ...columns }, { note, changes });
  } else await moveTicket(story, action, {}, { note });
}

/** The values with those of the action's form. What the form or the node requires must be there before the ticket leaves. */
async function filledIn(
  ctx: AppContext,
  { flow, ticket }: Story,
  action: FlowAction,
  before: FieldValues,
  given: FieldValues,
): Promise<FieldValues> {
  const { fields } = await setupOf(ctx);
  const node = nodeOf(flow, ticket.node);
  const asked = new Set(action.form.map(({ code }) => code));
  const fixed = Object.keys(given).filter((code) => !asked.has(code) && !["edit", "required"].includes(fieldRightAt(node, code, true)));
  if (fixed.length > 0)
    throw new AppError("tickets.values_invalid", { fields: Object.fromEntries(fixed.map((code) => [code, "not_editable"])) });
  const named = Object.keys(node?.fields ?? {});
  const required = [
    ...action.form.filter((field) => field.required).map(({ code }) => code),
    ...named.filter((code) => node?.fields[code] === "required"),
  ];
  const form = formWith(await formOf(ctx, ticket.templateId, ticket.templateVersion), [...asked, ...named, ...Object.keys(before)]);
  return checkedForm(form, fields, { ...before, ...given }, { required, touched: new Set([...Object.keys(given), ...required]) });
}

/** Moves a ticket along an action: node, state, who has it, its times. Also used by the product itself. */
export async function moveTicket(
  story: Story,
  action: FlowAction,
  columns: TicketChanges,
  told: { note: string; changes?: { code: string; before: FieldValues[string]; after: FieldValues[string] }[] },
  deed: "moved" | "escalated" = "moved",
): Promise<void> {
  const { flow, ticket, tx } = story;
  const node = nodeOf(flow, action.to);
  if (!node) throw new AppError("tickets.not_allowed");
  const place = assignmentAt(node, ticket);
  const times = timesAt(flow, node, tx.at, timesOf(ticket));
  const ends = node.kind === "end";
  await story.write(
    ends ? "finished" : deed,
    {
      ...columns,
      node: node.code,
      ...(ends ? { state: "finished", finishedAt: tx.at } : place),
      ...timeColumns(times),
      told: toldOf(ticket.told, times, tx.at),
    },
    { ...told, action: action.name },
    ...(ends ? (["finished"] as const) : []),
  );
  if (!ends && story.ticket.handlerId !== ticket.handlerId) await story.tell("ticket_assigned", [story.ticket.handlerId], told.note);
}

/** Opens a finished ticket again, where its flow says. */
export function reopenTicket(ctx: AppContext, actor: Actor, ticketId: string, note: string): Promise<Ticket> {
  return onTicket(ctx, actor, ticketId, async (story) => {
    const { ticket, flow, tx } = story;
    if (ticket.state !== "finished") throw new AppError("tickets.not_finished");
    const node = nodeOf(flow, flow.reopenTo);
    if (!story.can.reopen || !node) throw new AppError("tickets.not_allowed");
    const times = timeColumns(firstTimes(flow, node, tx.at));
    const place = assignmentAt(node, ticket);
    await story.write("reopened", { state: "open", node: node.code, finishedAt: null, ...place, ...times, told: "none" }, { note });
    await story.tell("ticket_reopened", [ticket.handlerId, ticket.creatorId, story.ticket.handlerId], note);
  });
}
