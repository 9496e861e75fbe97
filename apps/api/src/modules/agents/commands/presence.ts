import { agentEvents, HEARTBEAT_MS, LEASE_MS } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import { oneByOne } from "../../../platform/jobs/one-by-one.ts";
import type { Connection } from "../../../platform/realtime/realtime.ts";
import { enter } from "../agent-state.ts";
import { type AgentRow, lockAgent, patchAgent } from "../agents.repo.ts";
import {
  deleteConnection,
  deleteExpiredConnections,
  expireLeases,
  findConnection,
  type GonePage,
  insertConnection,
  type LiveConnection,
  readAbsent,
  readHeirless,
  renewLeases,
} from "../connections.repo.ts";
import { GONE, isAbsent, isBusy } from "../next-state.ts";
import { audioAt, moveAudio } from "./take-audio.ts";

/** A page that reloads is back within this time; after it another open page of the person inherits the sound. */
export const HEIR_AFTER_MS = 3_000;

const before = (at: Date, ms: number): Date => new Date(at.getTime() - ms);
const graceFrom = ({ env }: AppContext, at: Date): Date => new Date(at.getTime() + env.PAGE_GRACE_MS);
const leaseFrom = (at: Date): Date => new Date(at.getTime() + LEASE_MS);

/** A page connected: it may be the one that owns the sound, come back, or the heir of one that is gone. */
export async function pageConnected(ctx: AppContext, connection: Connection): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    const leaseUntil = leaseFrom(tx.at);
    await insertConnection(tx.rows, connection, tx.at, leaseUntil);
    const row = await lockAgent(tx.rows, connection.personId);
    if (row && row.state !== "off_duty") await welcome(tx, row, { ...connection, leaseUntil });
  });
}

async function welcome(tx: SqlTx, row: AgentRow, page: LiveConnection): Promise<void> {
  if (isAbsent(row, tx.at) && !isBusy(row.state)) await leaveForAbsence(tx, row);
  else if (page.tabId === row.audioTab) await comeBack(tx, row, page);
  else if (isOrphaned(row, tx.at)) await moveAudio(tx, row, page);
}

const isOrphaned = (row: AgentRow, at: Date): boolean => !row.connected && row.goneAt !== null && row.goneAt <= before(at, HEIR_AFTER_MS);

async function comeBack(tx: SqlTx, row: AgentRow, page: LiveConnection): Promise<void> {
  // The former socket may not have been missed yet: then the page was never gone, and nothing shown changes.
  await patchAgent(tx.rows, row.personId, audioAt(page), { silent: row.connected });
  if (row.connected) return;
  const data = { state: row.state, callId: row.callId, tabId: page.tabId };
  tx.record(agentEvents.pageBack, { entityId: row.personId, data });
}

/** A page's socket closed. One that another socket of the same page has replaced, or replaces now, changes nothing that is shown. */
export async function pageDisconnected(ctx: AppContext, connection: Connection): Promise<void> {
  await sqlTransaction(ctx.db, null, ctx.clock(), async (tx) => {
    await deleteConnection(tx.rows, connection.id);
    const twin = await findConnection(tx.rows, connection.personId, connection.tabId, lately(tx.at));
    const set = twin ? audioAt(twin) : { connected: false, connectionId: null, goneAt: tx.at, graceEndsAt: graceFrom(ctx, tx.at) };
    const left = await patchAgent(tx.rows, connection.personId, set, { onlyConnection: connection.id, silent: twin !== null });
    if (left && !twin) recordGone(tx, { ...left, tabId: left.audioTab });
  });
}

/** Leases renewed since a heartbeat or so ago: sockets that are open for certain. */
const lately = (at: Date): Date => before(leaseFrom(at), HEARTBEAT_MS + 2_000);

function recordGone(tx: SqlTx, { personId, state, callId, partId, tabId }: GonePage): void {
  tx.record(agentEvents.pageGone, { entityId: personId, data: { state, callId, partId, tabId } });
}

async function leaveForAbsence(tx: SqlTx, row: AgentRow): Promise<void> {
  await enter(tx, row.personId, GONE);
}

/** Renews the leases of all these connections in one statement; answers those whose agent counted as gone. */
export async function renew(ctx: AppContext, connections: Connection[]): Promise<Connection[]> {
  if (connections.length === 0) return [];
  const at = ctx.clock();
  return renewLeases(ctx.db.prisma, connections, at, leaseFrom(at));
}

/** Leases that ran out, pages that inherit, and agents who stayed away: looked at by every process, acted on by whichever is first. */
export async function sweepPresence(ctx: AppContext): Promise<void> {
  const at = ctx.clock();
  await sqlTransaction(ctx.db, null, at, async (tx) => {
    for (const gone of await expireLeases(tx.rows, at, graceFrom(ctx, at))) recordGone(tx, gone);
    await deleteExpiredConnections(tx.rows, at);
  });
  const heirless = await readHeirless(ctx.db.prisma, before(at, HEIR_AFTER_MS), at);
  const absent = await readAbsent(ctx.db.prisma, at);
  await oneByOne(
    [...heirless.map((personId) => ({ personId, deed: inherit })), ...absent.map((personId) => ({ personId, deed: sendHome }))],
    ({ personId, deed }) => deed(ctx, personId, at),
  );
}

async function inherit(ctx: AppContext, personId: string, at: Date): Promise<void> {
  await sqlTransaction(ctx.db, null, at, async (tx) => {
    const row = await lockAgent(tx.rows, personId);
    const page = row && isOrphaned(row, at) && (await findConnection(tx.rows, personId, null, at));
    if (row && page) await welcome(tx, row, page);
  });
}

async function sendHome(ctx: AppContext, personId: string, at: Date): Promise<void> {
  await sqlTransaction(ctx.db, null, at, async (tx) => {
    const row = await lockAgent(tx.rows, personId);
    if (row && isAbsent(row, at) && !isBusy(row.state) && row.state !== "off_duty") await leaveForAbsence(tx, row);
  });
}
