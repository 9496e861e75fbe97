import { nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { toTell } from "../times.repo.ts";
import { moveTicket } from "./act-on-ticket.ts";
import { changeOne, type Story } from "./on-ticket.ts";

const AT_ONCE = 200;

/** Tells of tickets that are due soon or overdue, each once per limit, and escalates where the flow says so. */
export async function watchTimes(ctx: AppContext): Promise<void> {
  const { soon, over } = await toTell(ctx.db.prisma, ctx.clock(), AT_ONCE);
  for (const id of soon) await changeOne(ctx, null, id, dueSoon);
  for (const id of over) await changeOne(ctx, null, id, overdue);
}

async function dueSoon(story: Story): Promise<void> {
  const { ticket, tx } = story;
  if (ticket.state !== "open" || ticket.told !== "none" || !ticket.warnAt || ticket.warnAt > tx.at) return;
  await story.write("due_soon", { told: "due_soon" });
  await story.tell("ticket_due_soon", [ticket.handlerId ?? ticket.creatorId], ticket.title);
}

async function overdue(story: Story): Promise<void> {
  const { ticket, tx, flow } = story;
  if (ticket.state !== "open" || ticket.told === "overdue" || !ticket.dueAt || ticket.dueAt > tx.at) return;
  const node = nodeOf(flow, ticket.node);
  const nodeIsOver = ticket.nodeDueAt !== null && ticket.nodeDueAt <= tx.at;
  await story.write("overdue", { told: "overdue" });
  await story.tell("ticket_overdue", [ticket.handlerId ?? ticket.creatorId], ticket.title);
  const action = nodeIsOver ? flow.actions.find((each) => each.from === ticket.node && each.code === node?.whenOverdue) : undefined;
  if (action) await moveTicket(story, action, {}, { note: "" }, "escalated");
}
