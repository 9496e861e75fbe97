import { callEvents, type FactBody } from "@cloverdesk/contracts";
import { parsePhone } from "@cloverdesk/rules/phone";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { findCustomerByNumber } from "../../customers/index.ts";
import { findHotlineByNumber } from "../../hotlines/index.ts";
import { openCallsOn } from "../call.repo.ts";
import { insertCall, lockCall } from "../call-row.repo.ts";
import { startFlow } from "../ivr/run-flow.ts";

/** Of a voice service that is older than this api, which leaves them as they came. */
const NAMELESS = /^\s*(anonymous|restricted|private|withheld|unavailable|unknown)\s*$/i;

type Arrival = Extract<FactBody, { name: "call.arrived" }>;

/**
 * An INVITE came in: a call begins with the flow of the hotline that was dialled, or is refused at the door with the fitting SIP status. Told again it
 * begins nothing.
 */
export async function callArrived(tx: SqlTx, callId: string, fact: Arrival, boot: string, factSeq: number): Promise<void> {
  const parsed = parsePhone(fact.from, { defaultCountry: "CN" });
  // A caller without a number is a caller: what the network says instead is kept, but for what cannot be, and for words that say there is none.
  const text = fact.from.replace(/\p{C}/gu, "");
  const number = parsed.ok ? parsed.e164 : NAMELESS.test(text) ? "" : text;
  const [hotline, customer] = await Promise.all([
    findHotlineByNumber(tx.rows, fact.to),
    number === "" ? null : findCustomerByNumber(tx.rows, number),
  ]);
  if (!hotline?.inbound || !hotline.ivrFlowId) return refuse(tx, callId, fact.legId, 404);
  if (hotline.channelLimit !== null && (await openCallsOn(tx.rows, hotline.id)) >= hotline.channelLimit)
    return refuse(tx, callId, fact.legId, 486);

  const call = await insertCall(
    tx,
    {
      id: callId,
      direction: "inbound",
      source: "hotline",
      state: "in_ivr",
      number,
      customerId: customer?.id ?? null,
      hotlineId: hotline.id,
      hotlineNumber: hotline.number,
      customerLegId: fact.legId,
      startedAt: tx.at,
      voiceBoot: boot,
      factSeq,
      ivrFlowId: hotline.ivrFlowId,
    },
    { id: fact.legId, kind: "trunk", state: "up", party: number, codec: fact.codec, startedAt: tx.at, answeredAt: tx.at },
  );
  if (!call) return;
  tx.record(callEvents.arrived, { entityId: callId, data: { hotlineId: hotline.id, customerId: customer?.id ?? null } });
  const { mediaNetworks } = hotline;
  tx.command({ name: "answer-leg", callId, legId: fact.legId, ...(mediaNetworks.length > 0 && { mediaNetworks }) });
  await startFlow(tx, call, { ...hotline, ivrFlowId: hotline.ivrFlowId });
}

async function refuse(tx: SqlTx, callId: string, legId: string, sipStatus: number): Promise<void> {
  // Told again of a call that was taken, which may itself be what fills the hotline now.
  if (await lockCall(tx, callId)) return;
  tx.command({ name: "reject-leg", callId, legId, sipStatus });
  tx.record(callEvents.refusedAtDoor, { entityId: callId, data: { sipStatus } });
}
