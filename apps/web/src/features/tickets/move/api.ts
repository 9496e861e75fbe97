import { type CallInput, ticketMoveEndpoints } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";

const at = (typeId: string) => ({ params: { typeId } });

const MOVING_MS = 1_000;

/** Open tickets on older versions; read again and again while they are being moved. */
export const openQuery = (typeId: string) =>
  queryOptions({
    queryKey: ["tickets", "flow", typeId, "open"],
    queryFn: ({ signal }) => call(ticketMoveEndpoints.openOnFlow, at(typeId), { signal }),
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data?.move?.state === "running" ? MOVING_MS : false),
  });

export type MoveBody = NonNullable<CallInput<typeof ticketMoveEndpoints.moveToFlow>["body"]>;

export async function moveTickets(typeId: string, moveId: string, body: MoveBody): Promise<void> {
  await call(ticketMoveEndpoints.moveToFlow, { params: { typeId, moveId }, body });
  await queryClient.invalidateQueries({ queryKey: openQuery(typeId).queryKey });
}

export async function stopMoving(typeId: string, moveId: string): Promise<void> {
  await call(ticketMoveEndpoints.stopMove, { params: { typeId, moveId } });
  await queryClient.invalidateQueries({ queryKey: openQuery(typeId).queryKey });
}
