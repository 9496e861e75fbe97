import { prepared, type Reader, type SqlReader } from "../../platform/db/client.ts";
import type { Tx } from "../../platform/db/transaction.ts";

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
    data: { ...change, version: { increment: 1 }, updatedAt: tx.at },
  });
  return count === 1;
}
