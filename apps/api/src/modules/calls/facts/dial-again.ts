import { randomUUID } from "node:crypto";
import { callEvents, type LegEnd } from "@cloverdesk/contracts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { trunksOf } from "../../hotlines/index.ts";
import { readSettings } from "../../settings/index.ts";
import { insertTrunkLeg, trunksTried } from "../call.repo.ts";
import { type CallRow, changeCall } from "../call-row.repo.ts";

/**
 * The trunk did not take the call out: it is silent, or it answered 503 before the phone rang. The next trunk of the number is tried, each once.
 * False: there is none, or the phone may have rung, which must not ring a second time.
 */
export async function dialAgain(tx: SqlTx, call: CallRow, end: LegEnd): Promise<boolean> {
  if (call.direction !== "outbound" || call.state !== "dialing" || !call.hotlineNumber || !isTrunksFault(end)) return false;
  const [tried, trunks] = await Promise.all([trunksTried(tx.rows, call.id), trunksOf(tx.rows, call.hotlineNumber)]);
  const [trunk, ...others] = trunks.filter(({ id }) => id !== undefined && !tried.includes(id));
  if (!trunk?.id) return false;
  const legId = randomUUID();
  const { outboundRingTimeoutMs: ringTimeoutMs } = await readSettings(tx.rows);
  await Promise.all([
    insertTrunkLeg(tx, { id: legId, callId: call.id, party: call.number, trunkId: trunk.id }),
    changeCall(tx, call, { customerLegId: legId }),
  ]);
  tx.command({
    name: "dial-leg",
    callId: call.id,
    legId,
    to: call.number,
    from: call.hotlineNumber,
    trunk,
    ringTimeoutMs,
    mayDialAgain: others.length > 0,
  });
  tx.record(callEvents.dialedAgain, { entityId: call.id, data: { trunkId: trunk.id } });
  return true;
}

const isTrunksFault = ({ by, sipStatus, code }: LegEnd): boolean =>
  code === "trunk_silent" || code === "trunk_dead" || (by === "remote" && sipStatus === 503);
