import { randomUUID } from "node:crypto";
import { callEvents, type LegEnd } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { trunksOf } from "../../hotlines/index.ts";
import { readSettings } from "../../settings/index.ts";
import { insertTrunkLeg, trunksTried } from "../call.repo.ts";
import { type CallRow, changeCall } from "../call-row.repo.ts";
import { changePart, type PartRow } from "../part.repo.ts";

/**
 * The trunk did not take the call out: it is silent, or it answered 503 before the phone rang. The next trunk of the number is tried, each once.
 * False: there is none, or the phone may have rung, which must not ring a second time.
 */
export async function dialAgain(tx: SqlTx, call: CallRow, end: LegEnd): Promise<boolean> {
  if (call.direction !== "outbound" || call.state !== "dialing" || !call.hotlineNumber || !isTrunksFault(end)) return false;
  const legId = await tryNextTrunk(tx, call, { to: call.number, from: call.hotlineNumber, since: call.startedAt });
  if (legId) await changeCall(tx, call, { customerLegId: legId });
  return legId !== null;
}

/** The same for the outside number to which a call is transferred. `hasRung`: its phone rang, or its network sent sound. */
export async function dialOutsideAgain(tx: SqlTx, call: CallRow, part: PartRow, end: LegEnd, hasRung: boolean): Promise<boolean> {
  if (!part.number || !part.callerNumber || !call.customerLegId || hasRung || !isTrunksFault(end)) return false;
  const way = { to: part.number, from: part.callerNumber, since: part.startedAt, beside: call.customerLegId };
  const legId = await tryNextTrunk(tx, call, way);
  if (legId) await changePart(tx, part, { legId });
  return legId !== null;
}

/** @param since when the first trunk was tried */
async function tryNextTrunk(
  tx: SqlTx,
  { id: callId }: CallRow,
  { since, ...way }: { to: string; from: string; since: Date; beside?: string },
): Promise<string | null> {
  const [tried, trunks] = await Promise.all([trunksTried(tx.rows, callId, since), trunksOf(tx.rows, way.from)]);
  const [trunk, ...others] = trunks.filter(({ id }) => id !== undefined && !tried.includes(id));
  if (!trunk?.id) return null;
  const legId = randomUUID();
  const { outboundRingTimeoutMs: ringTimeoutMs } = await readSettings(tx.rows);
  await insertTrunkLeg(tx, { id: legId, callId, party: way.to, trunkId: trunk.id });
  tx.command({ name: "dial-leg", callId, legId, ...way, trunk, ringTimeoutMs, mayDialAgain: others.length > 0 });
  tx.record(callEvents.dialedAgain, { entityId: callId, data: { trunkId: trunk.id } });
  return legId;
}

const isTrunksFault = ({ by, sipStatus, code }: LegEnd): boolean =>
  code === "trunk_silent" || code === "trunk_dead" || (by === "remote" && sipStatus === 503);
