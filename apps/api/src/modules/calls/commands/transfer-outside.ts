import { randomUUID } from "node:crypto";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { type Actor, scopeOf } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { readSettings } from "../../settings/index.ts";
import { insertTrunkLeg } from "../call.repo.ts";
import { type CallRow, moveCall } from "../call-row.repo.ts";
import { insertPart, type PartRow } from "../part.repo.ts";
import { customerLegOf, playMusic } from "./wait-again.ts";
import { dialableNumber, type WayOut } from "./way-out.ts";

/** The outside number as E.164. Throws when the actor may not call out, when the number cannot be called, and when voice is away. */
export async function outsideNumber(ctx: AppContext, actor: Actor, text: string): Promise<string> {
  if (!scopeOf(actor, "calls.dial")) throw new AppError("auth.forbidden");
  const number = await dialableNumber(ctx, text);
  if (!ctx.voice.up) throw new AppError("voice.unavailable", { retryAfter: 2 });
  return number;
}

/** Dials the outside number in the session of the call, and begins its part. The transfer and the giver's part are written by the caller. */
export async function dialOutside(
  tx: SqlTx,
  call: CallRow,
  givers: PartRow,
  number: string,
  { shown, trunk, mayDialAgain }: WayOut,
): Promise<void> {
  if (number === call.number) throw new AppError("calls.target_customer");
  const [partId, legId] = [randomUUID(), randomUUID()];
  const { outboundRingTimeoutMs: ringTimeoutMs } = await readSettings(tx.rows);
  await moveCall(tx, call, "ring", { queuedAt: tx.at });
  await insertPart(tx, {
    id: partId,
    callId: call.id,
    role: "outside",
    state: "dialing",
    number,
    callerNumber: shown.number,
    skillGroupId: givers.skillGroupId,
    legId,
    began: "transferred",
    callStartedAt: call.startedAt,
    startedAt: tx.at,
  });
  await insertTrunkLeg(tx, { id: legId, callId: call.id, party: number, trunkId: trunk.id ?? null });
  playMusic(tx, call, partId, []);
  const way = { to: number, from: shown.number, trunk, ringTimeoutMs, beside: customerLegOf(call) };
  tx.command({ name: "dial-leg", callId: call.id, legId, ...way, ...(mayDialAgain && { mayDialAgain }) });
}
