import type { AgentState } from "@cloverdesk/contracts";
import { prepared, type SqlReader } from "../../platform/db/client.ts";
import type { Connection } from "../../platform/realtime/realtime.ts";

/** A page's open socket as all processes see it. */
export interface LiveConnection {
  id: string;
  tabId: string;
  leaseUntil: Date;
}

/** Notes or renews these connections and the leases of the agents whose audio they carry. Answers those that own the sound without the agent row knowing it yet: they are to be welcomed. */
export async function renewLeases(rows: SqlReader, connections: Connection[], at: Date, leaseUntil: Date): Promise<Connection[]> {
  const ids = connections.map((connection) => connection.id);
  const people = connections.map((connection) => connection.personId);
  const tabs = connections.map((connection) => connection.tabId);
  // A row that a command holds at this moment is passed by: its lease outlasts the next beats.
  return rows.$queryRaw<Connection[]>`
    WITH beat AS (SELECT * FROM unnest(${ids}::text[], ${people}::uuid[], ${tabs}::text[]) AS b(id, person_id, tab_id)),
    noted AS (
      INSERT INTO agent_connection (id, person_id, tab_id, connected_at, lease_until)
      SELECT id, person_id, tab_id, ${at}::timestamptz, ${leaseUntil}::timestamptz FROM beat
      ON CONFLICT (id) DO UPDATE SET lease_until = EXCLUDED.lease_until),
    mine AS (
      SELECT a.person_id FROM agent a JOIN beat b ON b.person_id = a.person_id AND b.id = a.connection_id
      WHERE a.connected FOR UPDATE OF a SKIP LOCKED),
    renewed AS (UPDATE agent SET lease_until = ${leaseUntil} FROM mine WHERE agent.person_id = mine.person_id)
    SELECT b.id, b.person_id AS "personId", b.tab_id AS "tabId" FROM beat b JOIN agent a ON a.person_id = b.person_id
    WHERE a.state <> 'off_duty' AND a.audio_tab = b.tab_id AND a.connection_id IS DISTINCT FROM b.id`;
}

export async function insertConnection(rows: SqlReader, connection: Connection, at: Date, leaseUntil: Date): Promise<void> {
  await rows.$executeRaw`
    INSERT INTO agent_connection (id, person_id, tab_id, connected_at, lease_until)
    VALUES (${connection.id}, ${connection.personId}::uuid, ${connection.tabId}, ${at}, ${leaseUntil})
    ON CONFLICT (id) DO UPDATE SET lease_until = EXCLUDED.lease_until`;
}

export async function deleteConnection(rows: SqlReader, id: string): Promise<void> {
  await rows.$executeRaw`DELETE FROM agent_connection WHERE id = ${id}`;
}

export async function deleteExpiredConnections(rows: SqlReader, at: Date): Promise<void> {
  await rows.$executeRaw(prepared`DELETE FROM agent_connection WHERE lease_until <= ${at}`);
}

/** The person's newest open page, or the one with this tab, whose lease outlasts `until`. */
export async function findConnection(rows: SqlReader, personId: string, tabId: string | null, until: Date): Promise<LiveConnection | null> {
  const [found] = await rows.$queryRaw<LiveConnection[]>`
    SELECT id, tab_id AS "tabId", lease_until AS "leaseUntil" FROM agent_connection
    WHERE person_id = ${personId}::uuid AND lease_until > ${until} AND (${tabId}::text IS NULL OR tab_id = ${tabId})
    ORDER BY connected_at DESC, id LIMIT 1`;
  return found ?? null;
}

export interface GonePage {
  personId: string;
  state: AgentState;
  callId: string | null;
  partId: string | null;
  tabId: string | null;
}

/** Agents whose lease ran out (a half-open socket, a dead process): their page counts as gone from now on. */
export async function expireLeases(rows: SqlReader, at: Date, graceEndsAt: Date): Promise<GonePage[]> {
  return rows.$queryRaw<GonePage[]>(prepared`
    UPDATE agent SET connected = false, connection_id = NULL, gone_at = ${at}, grace_ends_at = ${graceEndsAt}, version = version + 1
    WHERE connected AND lease_until <= ${at} AND state <> 'off_duty'
    RETURNING person_id AS "personId", state, call_id AS "callId", part_id AS "partId", audio_tab AS "tabId"`);
}

/** Agents whose page went before `goneBefore` while another page of theirs is open. */
export async function readHeirless(rows: SqlReader, goneBefore: Date, at: Date): Promise<string[]> {
  const found = await rows.$queryRaw<{ personId: string }[]>(prepared`
    SELECT a.person_id AS "personId" FROM agent a
    WHERE a.state <> 'off_duty' AND NOT a.connected AND a.gone_at <= ${goneBefore}
      AND EXISTS (SELECT 1 FROM agent_connection c WHERE c.person_id = a.person_id AND c.lease_until > ${at})`);
  return found.map((row) => row.personId);
}

/** Agents without a call whose grace time is over. */
export async function readAbsent(rows: SqlReader, at: Date): Promise<string[]> {
  const found = await rows.$queryRaw<{ personId: string }[]>(prepared`
    SELECT person_id AS "personId" FROM agent
    WHERE state IN ('ready', 'on_break', 'outbound_only') AND NOT connected AND grace_ends_at <= ${at}`);
  return found.map((row) => row.personId);
}
