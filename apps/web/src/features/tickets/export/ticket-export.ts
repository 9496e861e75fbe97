import { type Language, ticketExportEndpoints } from "@cloverdesk/contracts";
import { call } from "../../../shared/api/index.ts";
import { type ListSource, soughtIn } from "../search/queries.ts";

export interface TicketExport {
  source: ListSource;
  /** Name of the list or view: the file is called by it. */
  title: string;
  columns: readonly string[];
}

/** Asks for a list of tickets as it stands, in its order and with its columns. */
export function ticketExport({ source: list, title, columns }: TicketExport, language: Language) {
  const source = soughtIn(list);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const body = { source, title, columns: [...columns], language, timeZone };
  return {
    key: ["tickets", source],
    timeZone,
    size: (signal: AbortSignal) => call(ticketExportEndpoints.size, { body: { source } }, { signal }),
    start: (exportId: string) => call(ticketExportEndpoints.start, { params: { exportId }, body }),
  };
}
