import { callEndpoints, type DialSource, type NewCustomer } from "@cloverdesk/contracts";
import { queryOptions } from "@tanstack/react-query";
import { call, queryClient } from "../../../shared/api/index.ts";
import { tabId } from "../../../shared/realtime/index.ts";
import { keepContact } from "./workbench.ts";

const at = (callId: string) => ({ params: { callId } });

export const answer = async (id: string) => keepContact(await call(callEndpoints.answer, at(id)));
export const hold = async (id: string) => keepContact(await call(callEndpoints.hold, at(id)));
export const resume = async (id: string) => keepContact(await call(callEndpoints.resume, at(id)));
export const hangUp = async (id: string) => keepContact(await call(callEndpoints.hangUp, at(id)));
export const mute = async (id: string, muted: boolean) => keepContact(await call(callEndpoints.mute, { ...at(id), body: { muted } }));
export const sendKeys = async (id: string, keys: string) => keepContact(await call(callEndpoints.sendKeys, { ...at(id), body: { keys } }));

/** Makes an unknown caller a customer; the contact follows by its push. */
export const createCustomer = async (id: string, body: NewCustomer) => void (await call(callEndpoints.createCustomer, { ...at(id), body }));
export const linkCustomer = async (id: string, customerId: string) =>
  void (await call(callEndpoints.linkCustomer, { ...at(id), body: { customerId } }));

/** Calls out. `id` names the attempt: sent twice it is still one call. */
export async function dial(
  id: string,
  { number, callerNumber, source, remark }: { number: string; callerNumber?: string; source: DialSource; remark?: string },
): Promise<void> {
  const contact = await call(callEndpoints.dial, { body: { id, number, callerNumber, source, remark, tabId: tabId() } });
  keepContact(contact);
  void queryClient.invalidateQueries({ queryKey: dialOptionsQuery.queryKey });
}

export const dialOptionsQuery = queryOptions({
  queryKey: ["calls", "dial-options"],
  queryFn: ({ signal }) => call(callEndpoints.dialOptions, {}, { signal }),
  staleTime: 60_000,
});
