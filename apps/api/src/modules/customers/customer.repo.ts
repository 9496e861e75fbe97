import { FOLD_VERSION, fold } from "@cloverdesk/rules/text";
import { Prisma, prepared, type Reader, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx, Tx } from "../../platform/db/transaction.ts";

const SHOWN = {
  id: true,
  name: true,
  level: true,
  tags: true,
  email: true,
  company: true,
  address: true,
  note: true,
  version: true,
  createdAt: true,
  phones: { select: { number: true }, orderBy: { position: "asc" } },
} as const;

export const findCustomer = (reader: Reader, id: string) => reader.customer.findUnique({ where: { id }, select: SHOWN });
export type CustomerRow = NonNullable<Awaited<ReturnType<typeof findCustomer>>>;

export interface CustomerBrief {
  id: string;
  name: string;
  level: string | null;
  tags: string[];
}

/** The customer with this number (E.164), or null. */
export async function findCustomerByNumber(reader: SqlReader, number: string): Promise<CustomerBrief | null> {
  const [row] = await reader.$queryRaw<CustomerBrief[]>(
    prepared`SELECT c.id, c.name, c.level, c.tags FROM customer_phone p JOIN customer c ON c.id = p.customer_id WHERE p.number = ${number}`,
  );
  return row ?? null;
}

export async function customerBrief(reader: SqlReader, id: string): Promise<CustomerBrief | null> {
  const [row] = await reader.$queryRaw<CustomerBrief[]>(prepared`SELECT id, name, level, tags FROM customer WHERE id = ${id}::uuid`);
  return row ?? null;
}

export async function customerLevel(reader: SqlReader, id: string): Promise<string | null> {
  const [row] = await reader.$queryRaw<{ level: string | null }[]>(prepared`SELECT level FROM customer WHERE id = ${id}::uuid`);
  return row?.level ?? null;
}

export interface CustomerChange {
  name?: string;
  level?: string | null;
  tags?: string[];
  email?: string | null;
  company?: string | null;
  address?: string | null;
  note?: string | null;
}

/** Compare-and-set on the version; answers whether this change was first. */
export async function changeCustomer(tx: Tx, id: string, version: number, change: CustomerChange): Promise<boolean> {
  const { count } = await tx.rows.customer.updateMany({
    where: { id, version },
    data: { ...change, ...(change.name !== undefined && foldOf(change.name)), version: { increment: 1 }, updatedAt: tx.at },
  });
  return count === 1;
}

/** The columns under which a customer of this name is found. */
export const foldOf = (name: string) => ({ foldedName: fold(name), foldVersion: FOLD_VERSION });

/** Locks customers whose name has an older fold than this version, of those that nobody else has. */
export function takeUnfolded(tx: SqlTx, version: number, limit: number): Promise<{ id: string; name: string }[]> {
  return tx.rows.$queryRaw`
    SELECT id, name FROM customer WHERE fold_version < ${version} ORDER BY fold_version LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
}

export async function writeFold(tx: SqlTx, customers: { id: string; name: string }[]): Promise<void> {
  const names = customers.map(({ name }) => fold(name));
  await tx.rows.$executeRaw`
    UPDATE customer SET folded_name = given.name, fold_version = ${FOLD_VERSION}
    FROM unnest(${customers.map(({ id }) => id)}::uuid[], ${names}::text[]) AS given(id, name) WHERE customer.id = given.id`;
}

/** False when there is a customer of this id already. */
export async function insertCustomer(
  tx: Tx,
  customer: { id: string; name: string; level: string | null; company: string | null },
): Promise<boolean> {
  const { count } = await tx.rows.customer.createMany({
    data: { ...customer, ...foldOf(customer.name), tags: [], createdAt: tx.at, updatedAt: tx.at },
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Gives the number to the customer, behind the ones they have, and answers whose it is: another's when it was taken already. Of two transactions that
 * give the same number the second waits here for the first.
 */
export async function claimNumber(tx: SqlTx, customerId: string, number: string): Promise<{ ownerId: string; isNew: boolean }> {
  const claimed = await tx.rows.$executeRaw(prepared`
    INSERT INTO customer_phone (number, customer_id, position)
    SELECT ${number}, ${customerId}::uuid, coalesce((SELECT max(position) + 1 FROM customer_phone WHERE customer_id = ${customerId}::uuid), 0)
    ON CONFLICT (number) DO NOTHING`);
  if (claimed === 1) return { ownerId: customerId, isNew: true };
  const owner = await findCustomerByNumber(tx.rows, number);
  return { ownerId: owner?.id ?? customerId, isNew: false };
}

export interface FoundRow extends CustomerBrief {
  company: string | null;
  phones: string[];
}

const FOUND = Prisma.sql`c.id, c.name, c.level, c.tags, c.company,
  ARRAY(SELECT p.number FROM customer_phone p WHERE p.customer_id = c.id ORDER BY p.position, p.number) AS phones`;

/** Customers with a number that contains these digits and is like the pattern, by name. */
export function customersByDigits(reader: SqlReader, digits: string, pattern: string, limit: number): Promise<FoundRow[]> {
  return reader.$queryRaw<FoundRow[]>`
    WITH found AS MATERIALIZED (
      SELECT DISTINCT customer_id FROM customer_phone WHERE search_grams(number) @> search_grams(${digits}) AND number LIKE ${pattern})
    SELECT ${FOUND} FROM found JOIN customer c ON c.id = found.customer_id ORDER BY c.name, c.id LIMIT ${limit}`;
}

/** Customers whose name contains the text, both folded: those who are called exactly so first. */
export function customersByName(reader: SqlReader, folded: string, limit: number): Promise<FoundRow[]> {
  const pattern = `%${folded.replace(/[\\%_]/g, "\\$&")}%`;
  return reader.$queryRaw<FoundRow[]>`
    WITH found AS MATERIALIZED (SELECT * FROM customer WHERE search_grams(folded_name) @> search_grams(${folded}) AND folded_name LIKE ${pattern})
    SELECT ${FOUND} FROM found c ORDER BY (c.folded_name = ${folded}) DESC, c.name, c.id LIMIT ${limit}`;
}

/** Whose these numbers are, with all numbers of each. */
export async function ownersOfNumbers(
  reader: SqlReader,
  numbers: string[],
): Promise<Map<string, { id: string; name: string; phones: string[]; isNew: boolean }>> {
  const rows = await reader.$queryRaw<{ number: string; id: string; name: string; phones: string[] }[]>(prepared`
    SELECT p.number, c.id, c.name, ARRAY(SELECT o.number FROM customer_phone o WHERE o.customer_id = c.id ORDER BY o.position) AS phones
    FROM customer_phone p JOIN customer c ON c.id = p.customer_id WHERE p.number = ANY(${numbers}::text[])`);
  return new Map(rows.map(({ number, ...owner }) => [number, { ...owner, isNew: false }]));
}

export async function insertCustomers(tx: SqlTx, customers: { id: string; name: string; level: string | null }[]): Promise<void> {
  if (customers.length === 0) return;
  const given = customers.map(({ id, name, level }) => ({ id, name, level, folded: fold(name) }));
  await tx.rows.$executeRaw(prepared`
    INSERT INTO customer (id, name, level, tags, created_at, updated_at, folded_name, fold_version)
    SELECT id, name, level, '{}', ${tx.at}, ${tx.at}, folded, ${FOLD_VERSION}::int
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x(id uuid, name text, level text, folded text)`);
}

/** Gives numbers to customers, behind the ones they have; answers how many were still free. */
export async function claimNumbers(tx: SqlTx, claims: { customerId: string; number: string }[]): Promise<number> {
  if (claims.length === 0) return 0;
  const given = claims.map((claim, place) => ({ ...claim, place }));
  // In the order of the numbers, so that two that claim the same ones do not wait for each other.
  return tx.rows.$executeRaw(prepared`
    INSERT INTO customer_phone (number, customer_id, position)
    SELECT number, "customerId", row_number() OVER (PARTITION BY "customerId" ORDER BY place)
      + coalesce((SELECT max(position) FROM customer_phone p WHERE p.customer_id = "customerId"), -1)
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x("customerId" uuid, number text, place int)
    ORDER BY number ON CONFLICT (number) DO NOTHING`);
}

/** Deletes those of these customers whose only event is that they were created. */
export async function deleteUntouched(tx: SqlTx, ids: string[]): Promise<void> {
  await tx.rows.$executeRaw(prepared`
    DELETE FROM customer c WHERE id = ANY(${ids}::uuid[]) AND version = 1
      AND NOT EXISTS (SELECT 1 FROM event e WHERE e.entity = 'customer' AND e.entity_id = c.id AND e.name <> 'customer.created')`);
}
