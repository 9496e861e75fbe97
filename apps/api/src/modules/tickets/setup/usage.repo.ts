import { type TicketField, type TicketFlow, ticketFlow } from "@cloverdesk/contracts";
import type { Reader } from "../../../platform/db/client.ts";

/** How many of the newest tickets are looked at: the same work however many there are. */
const LOOKED_AT = 10_000;

export interface TicketsByField {
  /** Among the newest tickets; fields that none of them has are left out. */
  counts: Map<string, number>;
  newest: number;
  /** There are older tickets. */
  more: boolean;
}

export async function ticketsByField(reader: Reader): Promise<TicketsByField> {
  const rows = await reader.$queryRaw<{ code: string | null; count: bigint }[]>`
    WITH newest AS MATERIALIZED (SELECT fields FROM ticket_content ORDER BY no DESC LIMIT ${LOOKED_AT + 1})
    SELECT NULL AS code, count(*) AS count FROM newest
    UNION ALL SELECT key, count(*) FROM newest, jsonb_object_keys(fields) key GROUP BY key`;
  const looked = Number(rows.find(({ code }) => code === null)?.count ?? 0);
  const counts = new Map(rows.flatMap(({ code, count }) => (code === null ? [] : [[code, Number(count)] as const])));
  return { counts, newest: looked, more: looked > LOOKED_AT };
}

export interface FlowUse {
  typeId: string;
  version: number;
  state: "draft" | "in_force" | "older";
  flow: TicketFlow;
}

/** Flows that name the field (or all that are in force or drafted), newest version first. */
export async function flowsNaming(reader: Reader, code: string | null): Promise<FlowUse[]> {
  const rows = await reader.$queryRaw<FlowUse[]>`
    SELECT v.type_id AS "typeId", v.version, v.flow,
      CASE WHEN v.published_at IS NULL THEN 'draft' WHEN v.version = t.flow_version THEN 'in_force' ELSE 'older' END AS state
    FROM ticket_flow_version v JOIN ticket_type t ON t.id = v.type_id
    WHERE CASE WHEN ${code}::text IS NULL THEN v.published_at IS NULL OR v.version = t.flow_version ELSE
      EXISTS (SELECT 1 FROM jsonb_array_elements(v.flow->'nodes') n WHERE n->'fields' ? ${code})
      OR EXISTS (SELECT 1 FROM jsonb_array_elements(v.flow->'actions') a, jsonb_array_elements(a->'form') f WHERE f->>'code' = ${code}) END
    ORDER BY t.position, v.version DESC`;
  return rows.map((row) => ({ ...row, flow: ticketFlow.parse(row.flow) }));
}

/** Templates of which any version asks for the field. */
export async function templatesNaming(reader: Reader, code: string) {
  return reader.$queryRaw<{ id: string; typeId: string; name: { zh: string; en: string }; inForce: boolean; active: boolean }[]>`
    SELECT t.id, t.type_id AS "typeId", latest.name, t.active, bool_or(v.version = t.version) AS "inForce"
    FROM ticket_template t JOIN ticket_template_version v ON v.template_id = t.id
    JOIN ticket_template_version latest ON latest.template_id = t.id AND latest.version = t.version
    WHERE EXISTS (SELECT 1 FROM jsonb_array_elements(v.fields) f WHERE f->>'code' = ${code})
    GROUP BY t.id, latest.name ORDER BY t.position`;
}

/** Saved views by the fields that they filter, sort or show. */
export async function viewsByField(reader: Reader): Promise<{ code: string; name: string; scope: string }[]> {
  return reader.$queryRaw`
    SELECT used.code, v.name, v.scope FROM ticket_view v, LATERAL (
      SELECT DISTINCT m[1] AS code FROM regexp_matches(v.filter::text || v.sort::text || v.columns::text, '"f:([a-z][a-z0-9_]*)"', 'g') m
    ) used ORDER BY v.name`;
}

/** Whether any template version, flow version or view names the field. */
export async function isFieldNamed(reader: Reader, code: string): Promise<boolean> {
  if ((await templatesNaming(reader, code)).length > 0 || (await flowsNaming(reader, code)).length > 0) return true;
  return (await viewsByField(reader)).some((view) => view.code === code);
}

/** Whether any ticket holds a value of the field. Looks through all tickets when none does: seconds at a million, so never inside a transaction. */
export async function isFieldHeld(reader: Reader, code: string): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ held: boolean }[]>`SELECT EXISTS (SELECT 1 FROM ticket_content WHERE fields ? ${code}) AS held`;
  return row?.held ?? false;
}

/** Whether a ticket holds the option, or a template's default or condition names it. `path` leads from the root to the option. */
export async function isOptionUsed(reader: Reader, field: Pick<TicketField, "code" | "kind">, path: string[]): Promise<boolean> {
  const value = field.kind === "select" ? path.at(-1) : field.kind === "cascade" ? path : [path.at(-1)];
  const held = JSON.stringify({ [field.code]: value });
  const [row] = await reader.$queryRaw<{ used: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM ticket_content WHERE fields @> ${held}::jsonb)
      OR EXISTS (SELECT 1 FROM ticket_template_version v, jsonb_array_elements(v.fields) f
        WHERE (f->>'code' = ${field.code} AND (f->'default' = to_jsonb(${path.at(-1)}::text) OR f->'default' @> to_jsonb(${path.at(-1)}::text)))
          OR EXISTS (SELECT 1 FROM jsonb_array_elements(f->'visibleWhen') w WHERE w->>'code' = ${field.code} AND w->'values' ? ${path.at(-1)}))
      AS used`;
  return row?.used ?? false;
}
