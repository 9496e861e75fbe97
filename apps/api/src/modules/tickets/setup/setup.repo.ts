import {
  type Bilingual,
  type FieldDraft,
  type FormField,
  formField,
  type TicketField,
  type TicketTemplate,
  type TicketType,
  ticketField,
} from "@cloverdesk/contracts";
import { Prisma, type Reader } from "../../../platform/db/client.ts";
import { RaceLost, type Tx } from "../../../platform/db/transaction.ts";

type Json = Prisma.InputJsonValue;

export async function fieldRows(reader: Reader): Promise<TicketField[]> {
  const rows = await reader.ticketField.findMany({ orderBy: [{ position: "asc" }, { code: "asc" }] });
  return rows.map((row) => ticketField.parse(row));
}

export async function typeRows(reader: Reader): Promise<TicketType[]> {
  return reader.$queryRaw<TicketType[]>`
    SELECT t.id, t.code, t.name, t.active, t.outbound, t.version, t.flow_version AS "flowVersion",
      EXISTS (SELECT 1 FROM ticket_flow_version v WHERE v.type_id = t.id AND v.published_at IS NULL) AS "hasDraft"
    FROM ticket_type t ORDER BY t.position, t.code`;
}

/** Templates in the version in force. */
export async function templateRows(reader: Reader): Promise<TicketTemplate[]> {
  const rows = await reader.$queryRaw<TicketTemplate[]>`
    SELECT t.id, t.type_id AS "typeId", t.version, t.active, v.name, v.fields FROM ticket_template t
    JOIN ticket_template_version v ON v.template_id = t.id AND v.version = t.version ORDER BY t.position, t.id`;
  return rows.map((row) => ({ ...row, fields: formFields(row.fields) }));
}

export interface NamedNode {
  typeId: string;
  code: string;
  name: Bilingual;
}

/** Nodes of every published flow, each once per type, in the order of the newest version that has it. */
export async function nodeRows(reader: Reader): Promise<NamedNode[]> {
  return reader.$queryRaw<NamedNode[]>`
    SELECT n.type_id AS "typeId", n.code, n.name FROM (
      SELECT DISTINCT ON (v.type_id, n.node->>'code') v.type_id, v.version, n.node->>'code' AS code, n.node->'name' AS name, n.place
      FROM ticket_flow_version v, jsonb_array_elements(v.flow->'nodes') WITH ORDINALITY AS n(node, place)
      WHERE v.published_at IS NOT NULL ORDER BY v.type_id, n.node->>'code', v.version DESC) AS n
    JOIN ticket_type t ON t.id = n.type_id ORDER BY t.position, t.code, n.version DESC, n.place`;
}

/** A node of outbound types at which calling out is allowed, with the versions of the flow in which it is. */
export interface CallPlace {
  typeId: string;
  node: string;
  versions: number[];
}

export const callPlaceRows = (reader: Reader): Promise<CallPlace[]> => reader.$queryRaw<CallPlace[]>`
  SELECT v.type_id AS "typeId", node->>'code' AS node, array_agg(v.version) AS versions
  FROM ticket_type t JOIN ticket_flow_version v ON v.type_id = t.id AND v.published_at IS NOT NULL, jsonb_array_elements(v.flow->'nodes') AS node
  WHERE t.outbound AND (node->>'callOut')::boolean AND node->>'kind' = 'work' GROUP BY v.type_id, node->>'code'`;

const formFields = (stored: unknown): FormField[] => (stored as unknown[]).map((each) => formField.parse(each));

export async function templateVersion(reader: Reader, templateId: string, version: number): Promise<FormField[] | null> {
  const row = await reader.ticketTemplateVersion.findUnique({ where: { templateId_version: { templateId, version } } });
  return row && formFields(row.fields);
}

/** Groups and people that tickets can be handed to. */
export async function receivers(reader: Reader) {
  const groups = await reader.$queryRaw<{ id: string; name: Bilingual }[]>`
    SELECT id, jsonb_build_object('zh', name, 'en', name_en) AS name FROM skill_group_ref g ORDER BY g.name`;
  const people = await reader.$queryRaw<{ id: string; name: string; groupIds: string[] }[]>`
    SELECT p.id, p.display_name AS name, coalesce(array_agg(m.skill_group_id) FILTER (WHERE m.skill_group_id IS NOT NULL), '{}') AS "groupIds"
    FROM person_ref p LEFT JOIN skill_group_member_ref m ON m.person_id = p.id WHERE p.status = 'active' GROUP BY p.id, p.display_name ORDER BY p.display_name`;
  return { groups, people };
}

/** The place behind the last one. */
const behind = ({ position }: { position: number | null }): number => (position ?? 0) + 1;

/** Inserts a field (`version` 0) or changes it; throws RaceLost when it is no longer the version given. */
export async function writeField(tx: Tx, code: string, version: number, draft: FieldDraft & { active: boolean }): Promise<void> {
  const { hint, name, options, limits, ...plain } = draft;
  const json = { name, options: options as unknown as Json, limits, hint: hint ?? Prisma.DbNull };
  if (version === 0) {
    const position = behind((await tx.rows.ticketField.aggregate({ _max: { position: true } }))._max);
    const { count } = await tx.rows.ticketField.createMany({ data: { code, position, ...plain, ...json }, skipDuplicates: true });
    if (count === 0) throw new RaceLost("the field exists");
    return;
  }
  const before = await tx.rows.ticketField.findUnique({ where: { code }, select: { kind: true } });
  const { count } = await tx.rows.ticketField.updateMany({
    where: { code, version },
    data: { ...plain, ...json, ...(before?.kind !== plain.kind && { indexReady: false }), version: { increment: 1 } },
  });
  if (count === 0) throw new RaceLost("the field was changed");
}

export async function deleteField(tx: Tx, code: string): Promise<void> {
  await tx.rows.ticketField.deleteMany({ where: { code } });
}

/** The field, held against everybody else's changes of it and against templates that would take it. */
export async function lockField(tx: Tx, code: string): Promise<TicketField | null> {
  await tx.rows.$queryRaw`SELECT 1 FROM ticket_field WHERE code = ${code} FOR UPDATE`;
  const row = await tx.rows.ticketField.findUnique({ where: { code } });
  return row && ticketField.parse(row);
}

/** Keeps fields from being deleted until the transaction ends; answers those that are gone already. */
export async function holdFields(tx: Tx, codes: string[]): Promise<string[]> {
  const rows = await tx.rows.$queryRaw<{ code: string }[]>`
    SELECT code FROM ticket_field WHERE code = ANY(${codes}) ORDER BY code FOR SHARE`;
  const there = new Set(rows.map(({ code }) => code));
  return codes.filter((code) => !there.has(code));
}

/** Whether another type has this code. */
export async function codeIsTaken(tx: Tx, id: string, code: string): Promise<boolean> {
  return (await tx.rows.ticketType.findFirst({ where: { code, id: { not: id } }, select: { id: true } })) !== null;
}

/** Inserts a type (`version` 0) or changes it; throws RaceLost when it is no longer the version given. */
export async function writeType(
  tx: Tx,
  id: string,
  version: number,
  draft: { code: string; name: Json; active: boolean; outbound: boolean },
): Promise<void> {
  const position = behind((await tx.rows.ticketType.aggregate({ _max: { position: true } }))._max);
  const { count } =
    version === 0
      ? await tx.rows.ticketType.createMany({ data: { id, position, ...draft }, skipDuplicates: true })
      : await tx.rows.ticketType.updateMany({ where: { id, version }, data: { ...draft, version: { increment: 1 } } });
  if (count === 0) throw new RaceLost(version === 0 ? "the type exists" : "the type was changed");
}

/** Puts all types into this order; throws RaceLost when there are others by now. */
export async function writeTypeOrder(tx: Tx, ids: string[]): Promise<void> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>`SELECT id FROM ticket_type ORDER BY id FOR UPDATE`;
  mustBeAll(rows, ids);
  await tx.rows.$executeRaw`
    UPDATE ticket_type t SET position = o.position FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, position) WHERE t.id = o.id`;
}

/** The same for the templates of a type. */
export async function writeTemplateOrder(tx: Tx, typeId: string, ids: string[]): Promise<void> {
  const rows = await tx.rows.$queryRaw<{ id: string }[]>`
    SELECT id FROM ticket_template WHERE type_id = ${typeId}::uuid ORDER BY id FOR UPDATE`;
  mustBeAll(rows, ids);
  await tx.rows.$executeRaw`
    UPDATE ticket_template t SET position = o.position FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS o(id, position) WHERE t.id = o.id`;
}

function mustBeAll(rows: { id: string }[], ids: string[]): void {
  const given = new Set(ids);
  if (given.size !== ids.length || rows.length !== ids.length || !rows.every(({ id }) => given.has(id)))
    throw new RaceLost("the list is not what it was");
}

/** Adds the next version of a template and puts it in force. */
export async function writeTemplate(
  tx: Tx,
  id: string,
  base: number,
  byId: string,
  draft: { typeId: string; name: Json; fields: FormField[]; active: boolean },
): Promise<void> {
  const { typeId, name, fields, active } = draft;
  if (base === 0) {
    const position = behind((await tx.rows.ticketTemplate.aggregate({ _max: { position: true } }))._max);
    const { count } = await tx.rows.ticketTemplate.createMany({ data: { id, typeId, active, position }, skipDuplicates: true });
    if (count === 0) throw new RaceLost("the template exists");
  } else {
    const { count } = await tx.rows.ticketTemplate.updateMany({
      where: { id, typeId, version: base },
      data: { active, version: { increment: 1 } },
    });
    if (count === 0) throw new RaceLost("the template was changed");
  }
  await tx.rows.ticketTemplateVersion.create({
    data: { templateId: id, version: base + 1, name, fields: fields as unknown as Json, savedAt: tx.at, savedById: byId },
  });
}

/** Offers a template or no longer; throws RaceLost when it is no longer the version given. */
export async function switchTemplate(tx: Tx, id: string, version: number, active: boolean): Promise<void> {
  const { count } = await tx.rows.ticketTemplate.updateMany({ where: { id, version }, data: { active } });
  if (count === 0) throw new RaceLost("the template was changed");
}

/** Every version of a template, newest first. */
export async function templateVersionRows(reader: Reader, templateId: string) {
  const rows = await reader.$queryRaw<
    { version: number; name: { zh: string; en: string }; fields: unknown; savedAt: Date; byId: string | null; byName: string | null }[]
  >`
    SELECT v.version, v.name, v.fields, v.saved_at AS "savedAt", p.id AS "byId", p.display_name AS "byName"
    FROM ticket_template_version v LEFT JOIN person_ref p ON p.id = v.saved_by_id
    WHERE v.template_id = ${templateId}::uuid ORDER BY v.version DESC`;
  return rows.map((row) => ({ ...row, fields: formFields(row.fields) }));
}
