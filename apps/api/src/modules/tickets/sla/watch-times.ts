import { nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../../platform/app-context.ts";
import { oneByOne } from "../../../platform/jobs/one-by-one.ts";
import { moveTicket } from "../work/act-on-ticket.ts";
import { changeOne, type Story } from "../work/on-ticket.ts";
import { leadsOfGroup } from "../work/people.repo.ts";
import { toTell } from "./times.repo.ts";

const AT_ONCE = 200;

/** Tells of tickets that are due soon or overdue, each once per limit, and escalates where the flow says so. */
export async function watchTimes(ctx: AppContext): Promise<void> {
  const { soon, over, nodeOver } = await toTell(ctx.db.prisma, ctx.clock(), AT_ONCE);
  const each = (ids: string[], deed: (story: Story) => Promise<void>) => ids.map((id) => ({ id, deed }));
  await oneByOne([...each(soon, dueSoon), ...each(over, overdue), ...each(nodeOver, nodeOverdue)], ({ id, deed }) =>
    changeOne(ctx, null, id, deed),
  );
}

/** Who has the ticket; while nobody has, the leads of its group, for a large group cannot be told of each ticket one by one; or who made it. */
async function whoSeesToIt({ tx, ticket: { handlerId, groupId, creatorId } }: Story): Promise<(string | null)[]> {
  if (handlerId) return [handlerId];
  const leads = groupId ? await leadsOfGroup(tx.rows, groupId) : [];
  return leads.length > 0 ? leads : [creatorId];
}

async function dueSoon(story: Story): Promise<void> {
  const { ticket, tx } = story;
  if (ticket.state !== "open" || ticket.told !== "none" || !ticket.warnAt || ticket.warnAt > tx.at) return;
  await story.write("due_soon", { told: "due_soon" });
  await story.tell("ticket_due_soon", await whoSeesToIt(story), "");
}

async function overdue(story: Story): Promise<void> {
  const { ticket, tx } = story;
  if (ticket.state !== "open" || isTold(ticket) || !ticket.dueAt || ticket.dueAt > tx.at) return;
  const nodeIsOver = ticket.nodeDueAt !== null && ticket.nodeDueAt <= tx.at;
  await story.write("overdue", { told: nodeIsOver ? "node_overdue" : "overdue" });
  await story.tell("ticket_overdue", await whoSeesToIt(story), "");
  if (nodeIsOver) await escalate(story);
}

/** People have been told that the ticket is late; what its node does about it, it does now. */
async function nodeOverdue(story: Story): Promise<void> {
  const { ticket, tx } = story;
  if (ticket.state !== "open" || ticket.told !== "overdue" || !ticket.nodeDueAt || ticket.nodeDueAt > tx.at) return;
  if (!(await escalate(story))) await story.write("overdue", { told: "node_overdue" });
}

const isTold = ({ told }: { told: string }): boolean => told === "overdue" || told === "node_overdue";

/** Takes the action that the node names for this; who has the ticket from then on hears of it, or the leads of the group that it waits in. */
async function escalate(story: Story): Promise<boolean> {
  const { ticket, flow, tx } = story;
  const code = nodeOf(flow, ticket.node)?.whenOverdue;
  const action = flow.actions.find((each) => each.from === ticket.node && each.code === code);
  if (!action) return false;
  await moveTicket(story, action, {}, { note: "" }, "escalated");
  const { state, handlerId, groupId } = story.ticket;
  if (state === "open" && handlerId === null && groupId) await story.tell("ticket_overdue", await leadsOfGroup(tx.rows, groupId), "");
  return true;
}
