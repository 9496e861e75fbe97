import { customerEvents } from "@cloverdesk/contracts";
import type { Tx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { claimNumber } from "../customer.repo.ts";

/** Links a number (E.164) to the customer; `customers.number_taken` when it is another's. One that is theirs already changes nothing. */
export async function addNumber(tx: Tx, actor: Actor, customerId: string, number: string): Promise<void> {
  const { ownerId, isNew } = await claimNumber(tx, customerId, number);
  if (ownerId !== customerId) throw new AppError("customers.number_taken");
  if (!isNew) return;
  tx.record(customerEvents.numberAdded, { entityId: customerId });
  await recordAudit(tx, actor, { verb: "customers.add_number", entity: "customer", entityId: customerId, after: { number } });
}
