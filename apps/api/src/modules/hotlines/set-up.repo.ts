import type { Bilingual, HotlineItem, IvrFlow, TrunkItem, TrunkState } from "@cloverdesk/contracts";
import { Prisma, type SqlReader } from "../../platform/db/client.ts";
import type { SqlTx } from "../../platform/db/transaction.ts";

const TRUNK = Prisma.sql`
  SELECT id, name, host, port, transport, username, channel_limit AS "channelLimit", down_since AS "downSince" FROM trunk`;
type TrunkRow = Omit<TrunkItem, "downSince"> & { downSince: Date | null };
const present = ({ downSince, ...trunk }: TrunkRow): TrunkItem => ({ ...trunk, downSince: downSince?.toISOString() ?? null });
const HOTLINE = Prisma.sql`
  SELECT id, number, jsonb_build_object('zh', name, 'en', name_en) AS name, trunk_id AS "trunkId", backup_trunk_id AS "backupTrunkId", inbound, outbound, recorded FROM hotline`;

export async function listTrunks(reader: SqlReader): Promise<TrunkItem[]> {
  return (await reader.$queryRaw<TrunkRow[]>(Prisma.sql`${TRUNK} ORDER BY name, id`)).map(present);
}

export async function findTrunk(reader: SqlReader, id: string): Promise<TrunkItem | undefined> {
  const [trunk] = await reader.$queryRaw<TrunkRow[]>(Prisma.sql`${TRUNK} WHERE id = ${id}::uuid`);
  return trunk && present(trunk);
}

export const listHotlines = (reader: SqlReader): Promise<HotlineItem[]> =>
  reader.$queryRaw<HotlineItem[]>(Prisma.sql`${HOTLINE} ORDER BY number`);

export async function findHotline(reader: SqlReader, id: string): Promise<HotlineItem | undefined> {
  const [hotline] = await reader.$queryRaw<HotlineItem[]>(Prisma.sql`${HOTLINE} WHERE id = ${id}::uuid`);
  return hotline;
}

export async function isNumberTaken(reader: SqlReader, number: string): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ taken: boolean }[]>`SELECT EXISTS (SELECT FROM hotline WHERE number = ${number}) AS taken`;
  return row?.taken ?? false;
}

/** Lets one transaction at a time add trunks and hotlines: what it checked of numbers holds until its commit. */
export async function lockHotlines(tx: SqlTx): Promise<void> {
  await tx.rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('hotlines'))`;
}

export async function insertTrunk(tx: SqlTx, trunk: Omit<TrunkItem, "downSince"> & { password: string | null }): Promise<void> {
  const { id, name, host, port, transport, username, password, channelLimit } = trunk;
  await tx.rows.$executeRaw`
    INSERT INTO trunk (id, name, host, port, transport, username, password, channel_limit)
    VALUES (${id}::uuid, ${name}, ${host}, ${port}, ${transport}, ${username}, ${password}, ${channelLimit})`;
}

export interface TrunkPassword {
  id: string;
  name: string;
  username: string | null;
  password: string;
}

/** The trunks that have a password, sealed or plain. */
export const trunkPasswords = (reader: SqlReader): Promise<TrunkPassword[]> =>
  reader.$queryRaw<TrunkPassword[]>`SELECT id, name, username, password FROM trunk WHERE password <> '' ORDER BY name, id`;

export async function trunkPassword(reader: SqlReader, id: string): Promise<TrunkPassword | undefined> {
  const [trunk] = await reader.$queryRaw<TrunkPassword[]>`
    SELECT id, name, username, password FROM trunk WHERE id = ${id}::uuid AND password <> ''`;
  return trunk;
}

/** Whether `was` was still there. */
export async function replacePassword(reader: SqlReader, id: string, was: string, password: string): Promise<boolean> {
  return (await reader.$executeRaw`UPDATE trunk SET password = ${password} WHERE id = ${id}::uuid AND password = ${was}`) > 0;
}

export interface NewHotline {
  id: string;
  /** E.164 */
  number: string;
  name: Bilingual;
  trunkId: string;
  backupTrunkId: string | null;
  skillGroupId: string;
  recorded: boolean;
  flowId: string;
  flow: IvrFlow;
  numberGroupId: string;
}

/** The hotline with its flow, published, and a number group that lets the skill group show its number. */
export async function insertHotline(tx: SqlTx, hotline: NewHotline): Promise<void> {
  const { id, number, name, trunkId, backupTrunkId, skillGroupId, recorded, flowId, flow, numberGroupId } = hotline;
  await tx.rows.$executeRaw`INSERT INTO ivr_flow (id, name, published_version) VALUES (${flowId}::uuid, ${name.zh}, 1)`;
  await tx.rows.$executeRaw`
    INSERT INTO ivr_version (flow_id, version, flow, published_at) VALUES (${flowId}::uuid, 1, ${JSON.stringify(flow)}::jsonb, ${tx.at})`;
  await tx.rows.$executeRaw`
    INSERT INTO hotline (id, number, name, name_en, trunk_id, backup_trunk_id, recorded, ivr_flow_id)
    VALUES (${id}::uuid, ${number}, ${name.zh}, ${name.en}, ${trunkId}::uuid, ${backupTrunkId}::uuid, ${recorded}, ${flowId}::uuid)`;
  await tx.rows.$executeRaw`INSERT INTO number_group (id, name) VALUES (${numberGroupId}::uuid, ${name.zh})`;
  await tx.rows.$executeRaw`INSERT INTO number_group_number (number_group_id, hotline_id) VALUES (${numberGroupId}::uuid, ${id}::uuid)`;
  await tx.rows.$executeRaw`
    INSERT INTO number_group_grant (number_group_id, skill_group_id) VALUES (${numberGroupId}::uuid, ${skillGroupId}::uuid)`;
}

/** How many trunks and hotlines there are. */
export async function countHotlines(reader: SqlReader): Promise<{ trunks: number; hotlines: number }> {
  const [row] = await reader.$queryRaw<{ trunks: number; hotlines: number }[]>`
    SELECT (SELECT count(*)::int FROM trunk) AS trunks, (SELECT count(*)::int FROM hotline) AS hotlines`;
  return row ?? { trunks: 0, hotlines: 0 };
}

/** The rows `t` whose mark differs from what `states` says; `s.up` is the new one. */
const differing = (states: TrunkState[]): Prisma.Sql => Prisma.sql`
  jsonb_to_recordset(${JSON.stringify(states)}::jsonb) AS s(host text, port int, transport text, up boolean)
  WHERE t.host = s.host AND t.port = s.port AND t.transport = s.transport AND s.up = (t.down_since IS NOT NULL)`;

/** Whether `markTrunks` would change anything. */
export async function trunksToMark(reader: SqlReader, states: TrunkState[]): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ any: boolean }[]>`SELECT EXISTS (SELECT FROM trunk t, ${differing(states)}) AS any`;
  return row?.any ?? false;
}

/** Marks trunks as down from now on, or as answering, by compare-and-set. Answers those that changed. */
export async function markTrunks(
  tx: SqlTx,
  states: TrunkState[],
): Promise<{ id: string; name: string; host: string; port: number; up: boolean }[]> {
  return tx.rows.$queryRaw`
    UPDATE trunk t SET down_since = CASE WHEN s.up THEN NULL ELSE ${tx.at}::timestamptz END FROM ${differing(states)}
    RETURNING t.id, t.name, t.host, t.port, s.up`;
}
