import { callEndpoints } from "@cloverdesk/contracts";
import { call } from "../../../shared/api/index.ts";
import { keepContact } from "../api/workbench.ts";

const at = (callId: string) => ({ params: { callId } });

export const consult = async (callId: string, personId: string, note: string): Promise<void> =>
  keepContact(await call(callEndpoints.consult, { ...at(callId), body: { to: { kind: "person", personId }, note } }));
export const swap = async (callId: string, talkWith: "customer" | "colleague"): Promise<void> =>
  keepContact(await call(callEndpoints.swapConsultation, { ...at(callId), body: { talkWith } }));
export const goBack = async (callId: string): Promise<void> => keepContact(await call(callEndpoints.goBack, at(callId)));
export const complete = async (callId: string): Promise<void> => keepContact(await call(callEndpoints.completeConsultation, at(callId)));
