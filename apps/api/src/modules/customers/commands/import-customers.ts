import { randomUUID } from "node:crypto";
import { customerEvents } from "@cloverdesk/contracts";
import { RaceLost, type SqlTx } from "../../../platform/db/transaction.ts";
import { claimNumbers, deleteUntouched, insertCustomers, ownersOfNumbers } from "../customer.repo.ts";

export interface WantedCustomer {
  name: string;
  level: string | null;
  /** E.164, the main one first. */
  phones: string[];
}

export interface ImportedCustomer {
  id: string;
  name: string;
  phones: string[];
  /** Made for this row; otherwise somebody known, whose profile stays as it is. */
  isNew: boolean;
}

/**
 * Finds or creates the customer of each row; answers them in the order of the rows. The first number of a row that belongs to a customer decides; if none does,
 * a customer is created. Numbers without an owner are added to the customer. Throws RaceLost when another transaction assigns one of them first.
 */
export async function importCustomers(tx: SqlTx, wanted: WantedCustomer[]): Promise<ImportedCustomer[]> {
  const owners = await ownersOfNumbers(tx.rows, [...new Set(wanted.flatMap(({ phones }) => phones))]);
  const made: (ImportedCustomer & { level: string | null })[] = [];
  const claims: { customerId: string; number: string }[] = [];
  const all = wanted.map(({ name, level, phones }) => {
    const known = phones.map((phone) => owners.get(phone)).find((owner) => owner !== undefined);
    const customer = known ?? { id: randomUUID(), name, phones: [], isNew: true };
    if (!known) made.push({ ...customer, level });
    for (const number of phones) {
      if (owners.has(number)) continue;
      claims.push({ customerId: customer.id, number });
      customer.phones.push(number);
      // A later row with this number is the same customer, who is made for the first of them.
      owners.set(number, { ...customer, isNew: false });
    }
    return customer;
  });
  await insertCustomers(tx, made);
  if ((await claimNumbers(tx, claims)) !== claims.length) throw new RaceLost("a number was given to another customer meanwhile");
  for (const { id } of made) tx.record(customerEvents.created, { entityId: id });
  return all;
}

/** Removes customers of whom nothing is known but that they were created; the caller knows that nothing refers to them. */
export const forgetCustomers = (tx: SqlTx, ids: string[]): Promise<void> => deleteUntouched(tx, ids);
