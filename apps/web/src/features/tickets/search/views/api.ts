import { type CallInput, ticketEndpoints } from "@cloverdesk/contracts";
import { call, queryClient } from "../../../../shared/api/index.ts";
import { viewsQuery } from "../queries.ts";

type ViewBody = NonNullable<CallInput<typeof ticketEndpoints.saveView>["body"]>;

export async function saveView(viewId: string, body: ViewBody): Promise<void> {
  const kept = await call(ticketEndpoints.saveView, { params: { viewId }, body });
  queryClient.setQueryData(viewsQuery.queryKey, (old) => old && { items: [...old.items.filter((view) => view.id !== viewId), kept] });
}

export async function removeView(viewId: string): Promise<void> {
  await call(ticketEndpoints.removeView, { params: { viewId } });
  queryClient.setQueryData(viewsQuery.queryKey, (old) => old && { items: old.items.filter((view) => view.id !== viewId) });
}
