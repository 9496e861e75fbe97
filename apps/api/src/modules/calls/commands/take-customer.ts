import { callEvents, type NewCustomer } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type Tx, transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { addNumber, type CustomerBrief, createCustomer, customerBrief } from "../../customers/index.ts";
import { mayReach } from "../call.policy.ts";
import { type CallRow, findCall, giveCustomer } from "../call-row.repo.ts";
import { partsOf } from "../part.repo.ts";

/** Makes an unknown caller a new customer. */
export const createCallCustomer = (ctx: AppContext, actor: Actor, callId: string, given: NewCustomer): Promise<CustomerBrief> =>
  takeCustomer(ctx, actor, callId, given.id, (tx) => createCustomer(tx, actor, given));

/** Makes an unknown caller a customer who exists. */
export const linkCallCustomer = (ctx: AppContext, actor: Actor, callId: string, customerId: string): Promise<CustomerBrief> =>
  takeCustomer(ctx, actor, callId, customerId, async (tx) => {
    if (!(await customerBrief(tx.rows, customerId))) throw new AppError("customers.not_found");
  });

/**
 * Links the call's number to the customer, and with it every call of the number that has none. A call without a readable number is linked alone. The
 * number is claimed before any call is locked: of two people who link the same number at once the second waits for it and locks nothing meanwhile.
 */
async function takeCustomer(
  ctx: AppContext,
  actor: Actor,
  callId: string,
  customerId: string,
  prepare: (tx: Tx) => Promise<void>,
): Promise<CustomerBrief> {
  const brief = await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const [call, parts] = await Promise.all([findCall(tx.rows, callId), partsOf(tx.rows, callId)]);
    if (!call || !mayReach(actor, "calls.read", { ...call, parts })) throw new AppError("calls.not_found");
    if (call.customerId === null) await link(tx, actor, call, customerId, prepare);
    else if (call.customerId !== customerId) throw new AppError("calls.customer_known");
    return customerBrief(tx.rows, customerId);
  });
  if (!brief) throw new AppError("customers.not_found");
  return brief;
}

async function link(tx: Tx, actor: Actor, call: CallRow, customerId: string, prepare: (tx: Tx) => Promise<void>): Promise<void> {
  await prepare(tx);
  const number = call.number.startsWith("+") ? call.number : null;
  if (number) await addNumber(tx, actor, customerId, number);
  const linked = await giveCustomer(tx, customerId, { callId: call.id, number });
  if (!linked.includes(call.id) && (await findCall(tx.rows, call.id))?.customerId !== customerId)
    throw new AppError("calls.customer_known");
  for (const entityId of linked) tx.record(callEvents.customerLinked, { entityId, data: { customerId } });
}
