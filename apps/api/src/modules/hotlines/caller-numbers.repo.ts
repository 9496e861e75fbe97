import type { Bilingual } from "@cloverdesk/contracts";
import type { SqlReader } from "../../platform/db/client.ts";

/** A number that somebody may show when calling out, and by which grant. */
export interface CallerNumber {
  hotlineId: string;
  /** E.164 */
  number: string;
  name: Bilingual;
  /** Number group (号码组) that grants it. */
  groupName: string;
  /** The person's skill group it is granted to. */
  skillGroupId: string;
}

/** Exactly what number groups grant to the person's skill groups, each number once, in the groups' order; hotlines without outbound are left out. */
export function grantedCallerNumbers(reader: SqlReader, personId: string): Promise<CallerNumber[]> {
  return reader.$queryRaw<CallerNumber[]>`
    SELECT "hotlineId", number, name, "groupName", "skillGroupId" FROM (
      SELECT DISTINCT ON (h.id) h.id AS "hotlineId", h.number, jsonb_build_object('zh', h.name, 'en', h.name_en) AS name, g.name AS "groupName", m.skill_group_id AS "skillGroupId",
        n.position, m.priority
      FROM skill_group_member_ref m
      JOIN number_group_grant a ON a.skill_group_id = m.skill_group_id
      JOIN number_group g ON g.id = a.number_group_id
      JOIN number_group_number n ON n.number_group_id = g.id
      JOIN hotline h ON h.id = n.hotline_id AND h.outbound
      WHERE m.person_id = ${personId}::uuid
      ORDER BY h.id, m.priority, n.position, g.name, m.skill_group_id
    ) once ORDER BY priority, position, number`;
}
