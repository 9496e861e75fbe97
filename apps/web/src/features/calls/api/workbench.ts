import { type Contact, callEndpoints, type MyAgent } from "@cloverdesk/contracts";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";
import { useCan } from "../../identity/index.ts";
import { findContact, liveContact, openContact, withContact, withoutContact } from "./contacts.ts";

export const workbenchQuery = queryOptions({
  queryKey: ["calls", "workbench"],
  queryFn: ({ signal }) => call(callEndpoints.workbench, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  meta: { live: true },
});

/** Shows a contact as the server has just told it. Where nothing is shown, because it could not be fetched, that is asked for again. */
export function keepContact(contact: Contact): void {
  if (!queryClient.getQueryData(workbenchQuery.queryKey)) return void queryClient.invalidateQueries({ queryKey: workbenchQuery.queryKey });
  queryClient.setQueryData(workbenchQuery.queryKey, (old) => (old ? withContact(old, contact) : old));
}

/** Whether the contact has another customer than the one at hand. */
export function hasNewCustomer(contact: Contact): boolean {
  const held = queryClient.getQueryData(workbenchQuery.queryKey);
  const known = held && findContact(held, contact.id);
  return known !== undefined && known.customer?.id !== contact.customer?.id;
}

export function dropContact(id: string): void {
  queryClient.setQueryData(workbenchQuery.queryKey, (old) => (old ? withoutContact(old, id) : old));
}

/** Nothing for those who handle no calls: the server would refuse them. */
const useWorkbench = () => useQuery({ ...workbenchQuery, enabled: useCan("calls.handle") }).data;

export function useContact(id: string | null): Contact | undefined {
  const data = useWorkbench();
  return id && data ? findContact(data, id) : undefined;
}

/** The call that rings here and waits to be answered, if any. */
export function useRinging(): Contact | undefined {
  return useWorkbench()?.inService.find((c) => c.state === "ringing");
}

export function useLiveContact(): Contact | undefined {
  const data = useWorkbench();
  return data && liveContact(data);
}

export function useContactOf(agent: MyAgent | undefined): Contact | undefined {
  const data = useWorkbench();
  return data && openContact(data, agent);
}
