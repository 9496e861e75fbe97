import { type TicketFilter, type TicketSort, ticketFilter, ticketSort } from "@cloverdesk/contracts";
import type { Prisma, Reader } from "../../../platform/db/client.ts";
import { RaceLost } from "../../../platform/db/transaction.ts";

export interface ViewRecord {
  id: string;
  ownerId: string;
  name: string;
  scope: string;
  skillGroupId: string | null;
  filter: TicketFilter;
  sort: TicketSort;
  columns: string[];
  version: number;
}

/** Views this person may use: their own, their groups', everybody's. */
export async function viewsFor(reader: Reader, personId: string, groupIds: string[]): Promise<ViewRecord[]> {
  const rows = await reader.ticketView.findMany({
    where: { OR: [{ ownerId: personId }, { scope: "all" }, { scope: "group", skillGroupId: { in: groupIds } }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(asRecord);
}

export async function findView(reader: Reader, id: string): Promise<ViewRecord | null> {
  const row = await reader.ticketView.findUnique({ where: { id } });
  return row && asRecord(row);
}

const asRecord = (row: Prisma.TicketViewGetPayload<object>): ViewRecord => ({
  ...row,
  filter: ticketFilter.parse(row.filter),
  sort: ticketSort.parse(row.sort),
  columns: row.columns as string[],
});

export type ViewDraft = Omit<ViewRecord, "id" | "ownerId" | "version">;

/** Inserts (`version` 0) a view of `ownerId` or changes one; throws RaceLost when it is no longer that version. */
export async function writeView(reader: Reader, id: string, ownerId: string, version: number, draft: ViewDraft): Promise<void> {
  const data = { ...draft, filter: draft.filter as unknown as Prisma.InputJsonValue, sort: draft.sort };
  const { count } =
    version === 0
      ? await reader.ticketView.createMany({ data: { id, ownerId, ...data }, skipDuplicates: true })
      : await reader.ticketView.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 } } });
  if (count === 0) throw new RaceLost("the view was changed");
}

export async function deleteView(reader: Reader, id: string, version: number): Promise<void> {
  const { count } = await reader.ticketView.deleteMany({ where: { id, version } });
  if (count === 0) throw new RaceLost("the view was changed");
}
