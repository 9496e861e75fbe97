import type { Bilingual, SkillGroupItem } from "@cloverdesk/contracts";
import { Prisma, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import type { Membership } from "../identity/index.ts";

/** The skill groups the person belongs to. */
export async function groupIdsOf(reader: SqlReader, personId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT skill_group_id AS id FROM skill_group_member WHERE person_id = ${personId}::uuid ORDER BY 1`;
  return rows.map((row) => row.id);
}

/** The groups that take calls. */
export async function hotlineGroupIds(reader: SqlReader): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`SELECT id FROM skill_group WHERE hotline ORDER BY 1`;
  return rows.map((row) => row.id);
}

/** Names by group id; ids that do not exist are left out. */
export async function groupNames(reader: SqlReader, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ id: string; name: string }[]>`SELECT id, name FROM skill_group WHERE id = ANY(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Group ids by member: of everybody, or only of members of the given groups (then still all their groups). */
export async function memberships(reader: SqlReader, groupIds: string[] | null): Promise<Map<string, string[]>> {
  const rows = await reader.$queryRaw<{ personId: string; groupIds: string[] }[]>`
    SELECT person_id AS "personId", array_agg(skill_group_id ORDER BY skill_group_id) AS "groupIds" FROM skill_group_member
    WHERE ${groupIds}::uuid[] IS NULL
      OR person_id IN (SELECT person_id FROM skill_group_member WHERE skill_group_id = ANY(${groupIds}::uuid[]))
    GROUP BY person_id`;
  return new Map(rows.map((row) => [row.personId, row.groupIds]));
}

/** A person's places in skill groups, by the groups' names. */
export async function membershipsOf(reader: SqlReader, personId: string): Promise<Membership[]> {
  return reader.$queryRaw<Membership[]>`
    SELECT g.id AS "skillGroupId", g.name, g.name_en AS "nameEn", m.level FROM skill_group_member m JOIN skill_group g ON g.id = m.skill_group_id
    WHERE m.person_id = ${personId}::uuid ORDER BY g.name, g.id`;
}

const ITEM = Prisma.sql`SELECT g.id, jsonb_build_object('zh', g.name, 'en', g.name_en) AS name, g.hotline, g.ticket,
  (SELECT count(*)::int FROM skill_group_member m WHERE m.skill_group_id = g.id) AS members FROM skill_group g`;

export const listGroups = (reader: SqlReader): Promise<SkillGroupItem[]> =>
  reader.$queryRaw<SkillGroupItem[]>(Prisma.sql`${ITEM} ORDER BY g.name, g.id`);

export async function findGroup(reader: SqlReader, id: string): Promise<SkillGroupItem | undefined> {
  const [group] = await reader.$queryRaw<SkillGroupItem[]>(Prisma.sql`${ITEM} WHERE g.id = ${id}::uuid`);
  return group;
}

export async function isNameTaken(reader: SqlReader, name: string): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ taken: boolean }[]>`SELECT EXISTS (SELECT FROM skill_group WHERE name = ${name}) AS taken`;
  return row?.taken ?? false;
}

/** Lets one transaction at a time add groups: what it checked of names holds until its commit. */
export async function lockGroups(tx: SqlTx): Promise<void> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('groups'))`;
}

export async function insertGroup(
  tx: SqlTx,
  { id, name, hotline, ticket, memberIds }: { id: string; name: Bilingual; hotline: boolean; ticket: boolean; memberIds: string[] },
): Promise<void> {
  await tx.rows.$executeRaw`
    INSERT INTO skill_group (id, name, name_en, hotline, ticket) VALUES (${id}::uuid, ${name.zh}, ${name.en}, ${hotline}, ${ticket})`;
  await tx.rows.$executeRaw`
    INSERT INTO skill_group_member (skill_group_id, person_id) SELECT ${id}::uuid, unnest(${memberIds}::uuid[])`;
}

export async function countGroups(reader: SqlReader): Promise<number> {
  const [row] = await reader.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM skill_group`;
  return row?.n ?? 0;
}

export async function groupName(reader: SqlReader, id: string): Promise<Bilingual | undefined> {
  return (await findGroup(reader, id))?.name;
}
