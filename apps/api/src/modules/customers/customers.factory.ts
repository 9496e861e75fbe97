import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/db/client.ts";
import { foldOf } from "./customer.repo.ts";

let count = 0;

export interface CustomerGiven {
  name?: string;
  level?: string | null;
  tags?: string[];
  /** E.164 numbers. */
  phones?: string[];
}

export async function customerFactory(db: Database, given: CustomerGiven = {}): Promise<{ id: string; name: string; phones: string[] }> {
  const phones = given.phones ?? [`+86138001390${String(++count).padStart(2, "0")}`];
  const { name = "王测试", level = null, tags = [] } = given;
  const { id } = await db.prisma.customer.create({
    data: {
      id: randomUUID(),
      name,
      ...foldOf(name),
      level,
      tags,
      phones: { create: phones.map((number, position) => ({ number, position })) },
    },
    select: { id: true },
  });
  return { id, name, phones };
}
