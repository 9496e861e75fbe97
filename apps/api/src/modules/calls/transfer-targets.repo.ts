import type { AgentState, Bilingual } from "@cloverdesk/contracts";
import type { SqlReader } from "../../platform/db/client.ts";
import { bothNames } from "./contact.repo.ts";

/** A colleague to whom calls can be transferred, as they stand now. */
export interface ColleagueRow {
  id: string;
  name: string;
  employeeNumber: string | null;
  state: AgentState;
  since: Date | null;
  skillGroups: { id: string; name: Bilingual }[];
}

/** Everybody who belongs to a group that takes calls, but for the person who asks; those who are ready first, then by name. */
export function colleagues(reader: SqlReader, except: string): Promise<ColleagueRow[]> {
  return reader.$queryRaw<ColleagueRow[]>`
    SELECT p.id, p.display_name AS name, p.employee_number AS "employeeNumber", coalesce(a.state, 'off_duty') AS state, a.since,
      jsonb_agg(jsonb_build_object('id', g.id, 'name', ${bothNames("g")}) ORDER BY g.name) AS "skillGroups"
    FROM person_ref p JOIN skill_group_member_ref m ON m.person_id = p.id JOIN skill_group_ref g ON g.id = m.skill_group_id AND g.hotline
    LEFT JOIN agent_ref a ON a.person_id = p.id
    WHERE p.status = 'active' AND p.id <> ${except}::uuid
    GROUP BY p.id, p.display_name, p.employee_number, a.state, a.since
    ORDER BY coalesce(a.state, 'off_duty') <> 'ready', p.display_name, p.id`;
}
