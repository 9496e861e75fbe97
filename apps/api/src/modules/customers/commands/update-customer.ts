import { type Customer, customerEvents } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { recordAudit } from "../../identity/index.ts";
import { type CustomerChange, type CustomerRow, changeCustomer, findCustomer } from "../customer.repo.ts";
import { getCustomer } from "../queries/customer.ts";
import { customerRenamed } from "../renamed.ts";

/** Changes the given fields, based on `version`; `customers.conflict` when somebody else was first. */
export async function updateCustomer(
  ctx: AppContext,
  actor: Actor,
  id: string,
  { version, ...change }: CustomerChange & { version: number },
): Promise<Customer> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    const before = await findCustomer(tx.rows, id);
    if (!before) throw new AppError("customers.not_found");
    if (!(await changeCustomer(tx, id, version, change))) throw new AppError("customers.conflict");
    if (change.name !== undefined && change.name !== before.name) await customerRenamed.of(ctx)(tx, id, change.name);
    const fields = Object.keys(change) as (keyof CustomerChange)[];
    tx.record(customerEvents.changed, { entityId: id, data: { fields } });
    await recordAudit(tx, actor, {
      verb: "customers.update",
      entity: "customer",
      entityId: id,
      before: pick(before, fields),
      after: { ...change },
    });
  });
  return getCustomer(ctx, actor, id);
}

const pick = (row: CustomerRow, fields: (keyof CustomerChange)[]) => Object.fromEntries(fields.map((field) => [field, row[field]]));
