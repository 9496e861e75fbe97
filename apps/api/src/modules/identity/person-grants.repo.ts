import type { Grants, Permission } from "@cloverdesk/contracts";
import type { Reader, SqlReader } from "../../platform/db/client.ts";
import { mergeGrants } from "./grants.ts";

/** What these people's roles grant together, by person id; for pushes, where no request names an actor. */
export async function grantsOf(reader: SqlReader, personIds: string[]): Promise<Map<string, Grants>> {
  if (personIds.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ personId: string; roles: Grants[] }[]>`
    SELECT pr.person_id AS "personId", json_agg(r.grants) AS roles FROM person_role pr JOIN role r ON r.id = pr.role_id
    WHERE pr.person_id = ANY(${personIds}::uuid[]) GROUP BY pr.person_id`;
  return new Map(rows.map((row) => [row.personId, mergeGrants(row.roles)]));
}

export async function isActive(reader: Reader, personId: string): Promise<boolean> {
  return (await reader.person.count({ where: { id: personId, status: "active" } })) === 1;
}

/** Active people who have the permission, with any scope. */
export async function peopleWith(reader: SqlReader, permission: Permission): Promise<string[]> {
  const found = await reader.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM person p WHERE p.status = 'active' AND EXISTS (
      SELECT FROM person_role pr JOIN role r ON r.id = pr.role_id WHERE pr.person_id = p.id AND r.grants -> ${permission} IS NOT NULL) ORDER BY p.id`;
  return found.map((row) => row.id);
}
