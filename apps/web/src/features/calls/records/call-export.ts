import { callEndpoints, type Language } from "@cloverdesk/contracts";
import { call } from "../../../shared/api/index.ts";
import { type RecordFilter, toQuery } from "./filter.ts";

/** Asks for the call records that a list shows with this filter. `title` is the list's name: the file is called by it. */
export function callExport({ filter, mine, title }: { filter: RecordFilter; mine: boolean; title: string }, language: Language) {
  const source = { ...toQuery(filter, mine), mine } as { mine: boolean };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    key: ["calls", source],
    timeZone,
    size: (signal: AbortSignal) => call(callEndpoints.exportSize, { body: { source } }, { signal }),
    start: (exportId: string) => call(callEndpoints.export, { params: { exportId }, body: { source, title, language, timeZone } }),
  };
}
