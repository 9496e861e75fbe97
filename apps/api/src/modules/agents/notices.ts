import type { SqlTx } from "../../platform/db/transaction.ts";
import { port } from "../../platform/port.ts";

/** A state that a lead has set, with what they said. */
export interface ForcedNotice {
  personId: string;
  byId: string;
  note: string;
}

/** Writes a notice in the transaction of what it tells. The notifications module keeps them and provides this. */
export const tellOfForcedState = port<(tx: SqlTx, notice: ForcedNotice) => Promise<void>>(async () => {});
