import type { SqlTx } from "../../../../platform/db/transaction.ts";
import type { OwnCall } from "../own-call.ts";
import { consultingIn, releaseColleague } from "./colleague-part.ts";
import { endWithCustomerBack } from "./go-back.ts";

/** An agent hangs up in a consultation. False when the call is over with that: the asker talks with the customer, or the customer has left. */
export async function endConsultedTalk(tx: SqlTx, { call, part, parts }: OwnCall): Promise<boolean> {
  if (call.state === "left") return false;
  const consulting = await consultingIn(tx, call, parts);
  const isColleague = part.id === consulting.colleague.id;
  if (!isColleague && consulting.consultation.state === "with_customer") return false;
  const [event, outcome] = isColleague ? (["colleague_hangs_up", "colleague_left"] as const) : (["asker_hangs_up", "back"] as const);
  await endWithCustomerBack(tx, consulting, event, outcome, () => releaseColleague(tx, consulting, isColleague ? "hung_up" : "call_ended"));
  return true;
}
