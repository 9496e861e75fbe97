import { type SkipReason, ticketEndpoints, type Worklist, type WorklistOrder, type WorklistScope } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, isCode, queryClient } from "../../../shared/api/index.ts";
import { listsChanged } from "../work/commands.ts";
import { ticketQuery } from "../work/queries.ts";

/** The task in hand. */
export const worklistQuery = queryOptions({
  queryKey: ["tickets", "worklist"],
  queryFn: ({ signal }) => call(ticketEndpoints.worklist, {}, { signal }),
  staleTime: 5_000,
  meta: { live: true },
});

export function keepWorklist(worklist: Worklist): Worklist {
  queryClient.setQueryData(worklistQuery.queryKey, worklist);
  return worklist;
}

export async function takeTask(body: { scope: WorklistScope; order: WorklistOrder }): Promise<Worklist> {
  const taken = await call(ticketEndpoints.takeTask, { body });
  // The ticket is here before it is shown: one card takes the place of the other.
  if (taken.task) await queryClient.fetchQuery({ ...ticketQuery(taken.task.ticketId), staleTime: 0 }).catch(() => undefined);
  listsChanged();
  return keepWorklist(taken);
}

export async function skipTask(body: { ticketId: string; reason: SkipReason; note: string }): Promise<void> {
  try {
    keepWorklist(await call(ticketEndpoints.skipTask, { body }));
  } catch (error) {
    if (isCode(error, "worklist.not_in_hand")) await queryClient.invalidateQueries({ queryKey: worklistQuery.queryKey });
    throw error;
  } finally {
    listsChanged();
  }
}
