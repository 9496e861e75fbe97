import { customerEvents, type NewCustomer } from "@cloverdesk/contracts";
import type { Tx } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { recordAudit } from "../../identity/index.ts";
import { insertCustomer } from "../customer.repo.ts";

/** Creates a customer within the caller's transaction. The same id again is the same customer, as they are. */
export async function createCustomer(tx: Tx, actor: Actor, { id, ...fields }: NewCustomer): Promise<void> {
  if (!(await insertCustomer(tx, { id, ...fields }))) return;
  tx.record(customerEvents.created, { entityId: id });
  await recordAudit(tx, actor, { verb: "customers.create", entity: "customer", entityId: id, after: fields });
}
