import type { Bilingual } from "@cloverdesk/contracts";
import type { Reader } from "../../../platform/db/client.ts";

/** Names of categories, groups, people and customers, in both languages where they have two. */
export async function namesInBoth(reader: Reader, ids: string[]): Promise<Map<string, Bilingual>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ id: string; zh: string; en: string }[]>`
    SELECT id, name_zh AS zh, name_en AS en FROM category_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, name, name_en FROM skill_group_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, display_name, display_name FROM person_ref WHERE id = ANY(${ids}::uuid[])
    UNION ALL SELECT id, name, name FROM customer_ref WHERE id = ANY(${ids}::uuid[])`;
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]));
}

/** Names of people and of files, by id. */
export async function namesOfValues(reader: Reader, people: string[], files: string[]): Promise<Map<string, string>> {
  if (people.length + files.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, display_name AS name FROM person_ref WHERE id = ANY(${people}::uuid[]) UNION ALL SELECT id, name FROM ticket_file WHERE id = ANY(${files}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.name]));
}
