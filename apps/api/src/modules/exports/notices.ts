import type { Tx } from "../../platform/db/transaction.ts";
import { port } from "../../platform/port.ts";
import type { ExportNotice } from "./kinds.ts";

/** Writes a notice in the transaction of what it tells. The notifications module keeps them and provides this. */
export const tellOfExport = port<(tx: Tx, notice: ExportNotice) => Promise<void>>(async () => {});
