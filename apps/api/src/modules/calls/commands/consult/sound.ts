import type { SqlTx } from "../../../../platform/db/transaction.ts";
import type { CallRow } from "../../call-row.repo.ts";
import type { PartRow } from "../../part.repo.ts";
import { HOLD_MUSIC } from "../../prompts.ts";
import { bothLegs } from "../own-call.ts";

/** Joins an agent and the customer, who is not on hold any more. */
export function joinCustomer(tx: SqlTx, call: CallRow, part: PartRow): void {
  const { customerLeg, partLeg } = bothLegs(call, part);
  tx.command({ name: "bridge", callId: call.id, legA: customerLeg, legB: partLeg });
  stayMuted(tx, part);
}

/** Joins the two agents. A customer on hold keeps the music. */
export function joinAgents(tx: SqlTx, asker: PartRow, colleague: PartRow): void {
  const { callId } = asker;
  if (!asker.legId || !colleague.legId) return;
  tx.command({ name: "bridge", callId, legA: asker.legId, legB: colleague.legId });
  for (const part of [asker, colleague]) stayMuted(tx, part);
}

/** Voice forgets the mute of a leg that it joins to another one. */
function stayMuted(tx: SqlTx, { callId, legId, muted }: PartRow): void {
  if (muted && legId) tx.command({ name: "mute-leg", callId, legId, muted });
}

/** The colleague hears music, and is not heard. */
export function holdColleague(tx: SqlTx, { callId, legId }: PartRow): void {
  if (legId) tx.command({ name: "hold-leg", callId, legId, music: HOLD_MUSIC });
}

export function resumeColleague(tx: SqlTx, { callId, legId }: PartRow): void {
  if (legId) tx.command({ name: "resume-leg", callId, legId });
}
