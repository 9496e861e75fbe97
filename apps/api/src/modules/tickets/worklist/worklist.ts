import type { Worklist } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type TaskRecord, tasksOf } from "./worklist.repo.ts";

/** The task that the person has in hand. */
export async function readWorklist(ctx: AppContext, { personId }: { personId: string }): Promise<Worklist> {
  return presentWorklist((await tasksOf(ctx.db.prisma, [personId])).get(personId));
}

export const presentWorklist = (task: TaskRecord | undefined): Worklist => ({
  task: task ? { ticketId: task.ticketId, node: task.node, takenAt: task.takenAt, why: task.why } : null,
});
