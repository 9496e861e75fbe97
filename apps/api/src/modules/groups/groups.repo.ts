import type { SqlReader } from "../../platform/db/client.ts";
import type { Membership } from "../identity/index.ts";

/** The skill groups the person belongs to. */
export async function groupIdsOf(reader: SqlReader, personId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT skill_group_id AS id FROM skill_group_member WHERE person_id = ${personId}::uuid ORDER BY 1`;
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
