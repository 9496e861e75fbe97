import { type FlowVersion, type TicketFlow, ticketSetupEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";
import { openQuery } from "../move/api.ts";
import { setupQuery } from "../setup/queries.ts";

const at = (typeId: string) => ({ params: { typeId } });

/** The draft, or else the version in force, with which an editor starts. It is fetched at each start; from then on the editor owns it. */
export const latestQuery = (typeId: string) =>
  queryOptions({
    queryKey: ["tickets", "flow", typeId, "latest"],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.flow, at(typeId), { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** A published version never changes. */
export const versionQuery = (typeId: string, version: number) =>
  queryOptions({
    queryKey: ["tickets", "flow", typeId, "version", version],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.flow, { ...at(typeId), query: { version } }, { signal }),
    staleTime: 60_000,
  });

export const versionsQuery = (typeId: string) =>
  queryOptions({
    queryKey: ["tickets", "flow", typeId, "versions"],
    queryFn: ({ signal }) => call(ticketSetupEndpoints.flowVersions, at(typeId), { signal }),
    staleTime: 5_000,
  });

export const readLatest = (typeId: string): Promise<FlowVersion> => call(ticketSetupEndpoints.flow, at(typeId));

export const saveFlow = (typeId: string, flow: TicketFlow, base: string, keepalive: boolean): Promise<FlowVersion> =>
  call(ticketSetupEndpoints.saveFlow, { ...at(typeId), body: { flow, base } }, { keepalive });

export async function discardFlow(typeId: string, base: string): Promise<FlowVersion> {
  return changed(typeId, await call(ticketSetupEndpoints.discardFlow, { ...at(typeId), body: { base } }));
}

export async function publishFlow(typeId: string, base: string): Promise<FlowVersion> {
  return changed(typeId, await call(ticketSetupEndpoints.publishFlow, { ...at(typeId), body: { base } }));
}

/** A draft came or went: lists of versions and types say so. */
export function changed(typeId: string, version: FlowVersion): FlowVersion {
  for (const { queryKey } of [versionsQuery(typeId), openQuery(typeId), setupQuery]) void queryClient.invalidateQueries({ queryKey });
  return version;
}
