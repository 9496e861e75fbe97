import { type BusinessHours, businessHours } from "@cloverdesk/contracts";
import { isOpen } from "@cloverdesk/rules";
import { digitsOf, parsePhone } from "@cloverdesk/rules/phone";
import { Prisma, prepared, type SqlReader } from "../../platform/db/client.ts";

/** A number of ours (渠道接入) as calls need it. */
export interface Hotline {
  id: string;
  /** E.164 */
  number: string;
  name: string;
  nameEn: string;
  inbound: boolean;
  outbound: boolean;
  recorded: boolean;
  ivrFlowId: string | null;
  channelLimit: number | null;
  /** Of its trunk: what RTP is taken from besides the carrier's own addresses. */
  mediaNetworks: string[];
}

const SHOWN = Prisma.sql`h.id, h.number, h.name, h.name_en AS "nameEn", h.inbound, h.outbound, h.recorded, h.ivr_flow_id AS "ivrFlowId",
  h.channel_limit AS "channelLimit", (SELECT t.media_networks FROM trunk t WHERE t.id = h.trunk_id) AS "mediaNetworks"`;

/** Fewer digits than a local number say nothing about which hotline is meant. */
const SHORTEST_LOCAL = 7;

/**
 * The hotline that was dialled, as the carrier wrote it: +86…, 0086…, 86…, 010…, with or without the area code. A writing that fits two hotlines
 * fits none.
 */
export async function findHotlineByNumber(reader: SqlReader, dialled: string): Promise<Hotline | null> {
  const parsed = parsePhone(dialled);
  const digits = digitsOf(dialled).replace(/^0+/, "");
  const exact = [...new Set([...(parsed.ok ? [parsed.e164] : []), `+${digits}`, `+86${digits}`])];
  const [found] = await reader.$queryRaw<Hotline[]>(
    prepared`SELECT ${SHOWN} FROM hotline h WHERE h.number = ANY(${exact}::text[]) LIMIT 1`,
  );
  if (found || digits.length < SHORTEST_LOCAL) return found ?? null;
  const local = await reader.$queryRaw<
    Hotline[]
  >`SELECT ${SHOWN} FROM hotline h WHERE right(h.number, ${digits.length}) = ${digits} LIMIT 2`;
  return local.length === 1 ? (local[0] ?? null) : null;
}

export async function isRecorded(reader: SqlReader, hotlineId: string): Promise<boolean> {
  const [hotline] = await reader.$queryRaw<{ recorded: boolean }[]>(prepared`SELECT recorded FROM hotline WHERE id = ${hotlineId}::uuid`);
  return hotline?.recorded ?? false;
}

/** Answers when the hotline is served; one without business hours always is. */
export async function hoursOf(reader: SqlReader, hotlineId: string): Promise<(at: Date) => boolean> {
  const [hours] = await reader.$queryRaw<{ schedule: unknown }[]>(
    prepared`SELECT b.schedule FROM hotline h JOIN business_hours b ON b.id = h.hours_id WHERE h.id = ${hotlineId}::uuid`,
  );
  if (!hours) return () => true;
  const schedule: BusinessHours = businessHours.parse(hours.schedule);
  return (at) => isOpen(schedule, at);
}

export interface TrunkRecord {
  id: string;
  name: string;
  host: string;
  port: number;
  transport: "udp" | "tcp" | "tls";
  mediaNetworks: string[];
  /** Sealed, or plain when it was entered in the database since the last start. */
  password: string | null;
}

/** Where calls that show this number (E.164) leave, the first to be tried first; throws when the number is none of ours. */
export async function trunksOfHotline(reader: SqlReader, hotlineNumber: string): Promise<[TrunkRecord, ...TrunkRecord[]]> {
  const [first, ...others] = await reader.$queryRaw<TrunkRecord[]>(prepared`
    SELECT t.id, t.name, t.host, t.port, t.transport, t.media_networks AS "mediaNetworks", t.password
    FROM hotline h JOIN trunk t ON t.id IN (h.trunk_id, h.backup_trunk_id) WHERE h.number = ${hotlineNumber} ORDER BY t.id <> h.trunk_id`);
  if (!first) throw new Error(`no hotline has the number ${hotlineNumber}`);
  return [first, ...others];
}

/** How many calls at once a number of ours and its first trunk take, and which hotlines share that trunk. */
export interface Lines {
  hotlineLimit: number | null;
  trunkId: string;
  trunkLimit: number;
  hotlinesOfTrunk: string[];
}

export async function linesOf(reader: SqlReader, number: string): Promise<Lines> {
  const [lines] = await reader.$queryRaw<Lines[]>(prepared`
    SELECT h.channel_limit AS "hotlineLimit", t.id AS "trunkId", t.channel_limit AS "trunkLimit",
      ARRAY(SELECT o.id FROM hotline o WHERE o.trunk_id = t.id) AS "hotlinesOfTrunk"
    FROM hotline h JOIN trunk t ON t.id = h.trunk_id WHERE h.number = ${number}`);
  if (!lines) throw new Error(`${number} is no number of ours`);
  return lines;
}
