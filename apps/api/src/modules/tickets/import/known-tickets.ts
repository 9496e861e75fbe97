import type { SqlReader } from "../../../platform/db/client.ts";
import type { ImportFacts, Known } from "../../imports/index.ts";
import { ticketsOfNumbers } from "./import.repo.ts";

const DAY_MS = 86_400_000;

/** Tickets that make rows with these numbers duplicates, by what the import asked for. */
export async function knownTickets(
  reader: SqlReader,
  { target, duplicates: { scope, days } }: Pick<ImportFacts, "target" | "duplicates">,
  phones: string[],
  now: Date,
): Promise<Known[]> {
  if (scope === "batch" || phones.length === 0) return [];
  const since = days === null ? null : new Date(now.getTime() - days * DAY_MS);
  return ticketsOfNumbers(reader, { typeId: scope === "all" ? null : target.typeId, phones, onlyOpen: scope === "open", since });
}
