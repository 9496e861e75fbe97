import type { Tx } from "../../platform/db/transaction.ts";
import { port } from "../../platform/port.ts";

/** What is found by its customer's name is told of a new one, in the transaction that gives it. */
export const customerRenamed = port<(tx: Pick<Tx, "rows">, customerId: string, name: string) => Promise<void>>(async () => {});
