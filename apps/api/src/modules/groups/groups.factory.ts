import { randomUUID } from "node:crypto";
import type { Database } from "../../platform/db/client.ts";

let count = 0;

export interface SkillGroupGiven {
  name?: string;
  strategy?: string;
  hotline?: boolean;
}

/** A hotline skill group without members; people join through `personFactory`'s `skillGroupIds` or `memberFactory`. */
export async function skillGroupFactory(db: Database, given: SkillGroupGiven = {}): Promise<{ id: string; name: string }> {
  const name = given.name ?? `Group ${++count} ${randomUUID().slice(0, 6)}`;
  return db.prisma.skillGroup.create({
    data: {
      id: randomUUID(),
      name,
      nameEn: `${name}, in English`,
      strategy: given.strategy ?? "longest_idle",
      hotline: given.hotline ?? true,
    },
    select: { id: true, name: true },
  });
}

export async function memberFactory(
  db: Database,
  member: { skillGroupId: string; personId: string; level?: number; priority?: number },
): Promise<void> {
  await db.prisma.skillGroupMember.create({ data: member });
}
