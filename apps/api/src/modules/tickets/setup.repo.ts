import {
  type FieldDraft,
  type FormField,
  formField,
  type TicketField,
  type TicketTemplate,
  type TicketType,
  ticketField,
} from "@cloverdesk/contracts";
import { Prisma, type Reader } from "../../platform/db/client.ts";
import { RaceLost, type Tx } from "../../platform/db/transaction.ts";

type Json = Prisma.InputJsonValue;

export async function fieldRows(reader: Reader): Promise<TicketField[]> {
  const rows = await reader.ticketField.findMany({ orderBy: [{ position: "asc" }] });
  return rows.map((row) => ticketField.parse(row));
}

export async function typeRows(reader: Reader): Promise<TicketType[]> {
  return reader.$queryRaw<TicketType[]>`
    SELECT t.id, t.code, t.name, t.active, t.flow_version AS "flowVersion",
      EXISTS (SELECT 1 FROM ticket_flow_version v WHERE v.type_id = t.id AND v.published_at IS NULL) AS "hasDraft"
    FROM ticket_type t ORDER BY t.position`;
}

/** Templates in the version in force. */
export async function templateRows(reader: Reader): Promise<TicketTemplate[]> {
  const rows = await reader.$queryRaw<TicketTemplate[]>`
    SELECT t.id, t.type_id AS "typeId", t.version, t.active, v.name, v.fields FROM ticket_template t
    JOIN ticket_template_version v ON v.template_id = t.id AND v.version = t.version ORDER BY t.position`;
  return rows.map((row) => ({ ...row, fields: formFields(row.fields) }));
}

const formFields = (stored: unknown): FormField[] => (stored as unknown[]).map((each) => formField.parse(each));

export async function templateVersion(reader: Reader, templateId: string, version: number): Promise<FormField[] | null> {
  const row = await reader.ticketTemplateVersion.findUnique({ where: { templateId_version: { templateId, version } } });
  return row && formFields(row.fields);
}

/** Groups and people that tickets can be handed to. */
export async function receivers(reader: Reader) {
  const groups = await reader.$queryRaw<{ id: string; name: string }[]>`SELECT id, name FROM skill_group ORDER BY name`;
  const people = await reader.$queryRaw<{ id: string; name: string; groupIds: string[] }[]>`
    SELECT p.id, p.display_name AS name, coalesce(array_agg(m.skill_group_id) FILTER (WHERE m.skill_group_id IS NOT NULL), '{}') AS "groupIds"
    FROM person p LEFT JOIN skill_group_member m ON m.person_id = p.id WHERE p.status = 'active' GROUP BY p.id ORDER BY p.display_name`;
  return { groups, people };
}

/** Inserts a field (`version` 0) or changes it; throws RaceLost when it is no longer the version given. */
export async function writeField(tx: Tx, code: string, version: number, draft: FieldDraft & { active: boolean }): Promise<void> {
  const { hint, name, options, limits, ...plain } = draft;
  const json = { name, options: options as unknown as Json, limits, hint: hint ?? Prisma.DbNull };
  if (version === 0) {
    const { count } = await tx.rows.ticketField.createMany({ data: { code, ...plain, ...json }, skipDuplicates: true });
    if (count === 0) throw new RaceLost("the field exists");
    return;
  }
  const { count } = await tx.rows.ticketField.updateMany({
    where: { code, version },
    data: { ...plain, ...json, version: { increment: 1 } },
  });
  if (count === 0) throw new RaceLost("the field was changed");
}

export async function deleteField(tx: Tx, code: string): Promise<void> {
  await tx.rows.ticketField.deleteMany({ where: { code } });
}

/** Whether any template version, flow version or ticket knows the field. */
export async function isFieldUsed(reader: Reader, code: string): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ used: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM ticket_template_version, jsonb_array_elements(fields) f WHERE f->>'code' = ${code})
      OR EXISTS (SELECT 1 FROM ticket_flow_version, jsonb_array_elements(flow->'nodes') n WHERE n->'fields' ? ${code})
      OR EXISTS (SELECT 1 FROM ticket_flow_version, jsonb_array_elements(flow->'actions') a, jsonb_array_elements(a->'form') f WHERE f->>'code' = ${code})
      OR EXISTS (SELECT 1 FROM ticket_content WHERE fields ? ${code}) AS used`;
  return row?.used ?? false;
}

/** Makes a type or changes it; answers whether it is new. */
export async function writeType(tx: Tx, id: string, draft: { code: string; name: Json; active: boolean }): Promise<boolean> {
  const taken = await tx.rows.ticketType.findFirst({ where: { code: draft.code, id: { not: id } }, select: { id: true } });
  if (taken) throw new RaceLost("another type has this code");
  const { count } = await tx.rows.ticketType.createMany({ data: { id, ...draft }, skipDuplicates: true });
  if (count === 0) await tx.rows.ticketType.update({ where: { id }, data: draft });
  return count === 1;
}

/** Adds the next version of a template and puts it in force. */
export async function writeTemplate(
  tx: Tx,
  id: string,
  base: number,
  draft: { typeId: string; name: Json; fields: FormField[]; active: boolean },
): Promise<void> {
  const { typeId, name, fields, active } = draft;
  if (base === 0) {
    const { count } = await tx.rows.ticketTemplate.createMany({ data: { id, typeId, active }, skipDuplicates: true });
    if (count === 0) throw new RaceLost("the template exists");
  } else {
    const { count } = await tx.rows.ticketTemplate.updateMany({
      where: { id, typeId, version: base },
      data: { active, version: { increment: 1 } },
    });
    if (count === 0) throw new RaceLost("the template was changed");
  }
  await tx.rows.ticketTemplateVersion.create({ data: { templateId: id, version: base + 1, name, fields: fields as unknown as Json } });
}
