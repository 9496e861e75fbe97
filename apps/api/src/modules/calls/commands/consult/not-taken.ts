import type { SqlTx } from "../../../../platform/db/transaction.ts";
import { endRing } from "../end-ring.ts";
import type { OwnCall } from "../own-call.ts";
import { consultingIn } from "./colleague-part.ts";
import { endWithCustomerBack } from "./go-back.ts";

/** The colleague let it ring (`missed`), or their page is gone: the customer is back with the asker. */
export async function consultationNotTaken(tx: SqlTx, { call, part, parts }: OwnCall, how: "missed" | "gone"): Promise<void> {
  const consulting = await consultingIn(tx, call, parts);
  const { colleague } = consulting;
  if (colleague.id !== part.id) return;
  const event = how === "missed" ? "let_ring" : "colleague_away";
  await endWithCustomerBack(tx, consulting, event, how, () =>
    endRing(tx, colleague, colleague.personId, how === "missed" ? "missed" : "withdrawn"),
  );
}
