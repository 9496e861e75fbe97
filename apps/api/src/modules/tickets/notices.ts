import type { NotificationKind } from "@cloverdesk/contracts";
import type { SqlTx } from "../../platform/db/transaction.ts";
import { port } from "../../platform/port.ts";

/** Something that people are to be told of a ticket. */
export interface Notice {
  kind: NotificationKind;
  personIds: string[];
  ticketId: string;
  byId: string | null;
  text: string;
}

/** Writes notices in the transaction of what they tell. The notifications module keeps them and provides this. */
export const tellPeople = port<(tx: SqlTx, notices: Notice[]) => Promise<void>>(async () => {});
