import { type FlowVersion, type Output, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { call, isCode, queryClient } from "../../../shared/api/index.ts";
import type { FlowSource } from "../../../shared/flow-editor/index.ts";
import { openQuery } from "../move/api.ts";
import { setupQuery } from "../setup/queries.ts";

/** A version in the list of versions. */
type Item = Output<typeof ticketSetupEndpoints.flowVersions>["items"][number];

/** Where the flow of a ticket type is kept. */
export function ticketFlowSource(typeId: string): FlowSource<FlowVersion, Item> {
  const at = { params: { typeId } };
  return {
    key: ["tickets", "flow", typeId],
    copy: `flow.${typeId}`,
    read: (version, signal) =>
      call(ticketSetupEndpoints.flow, { ...at, ...(version !== null && { query: { version } }) }, { ...(signal && { signal }) }),
    versions: (signal) => call(ticketSetupEndpoints.flowVersions, at, { ...(signal && { signal }) }),
    save: (flow, { revision }, keepalive) => call(ticketSetupEndpoints.saveFlow, { ...at, body: { flow, base: revision } }, { keepalive }),
    publish: ({ revision }) => call(ticketSetupEndpoints.publishFlow, { ...at, body: { base: revision } }),
    discard: ({ revision }) => call(ticketSetupEndpoints.discardFlow, { ...at, body: { base: revision } }),
    isConflict: (error) => isCode(error, "tickets.setup_conflict"),
    changed() {
      for (const { queryKey } of [openQuery(typeId), setupQuery]) void queryClient.invalidateQueries({ queryKey });
    },
  };
}
