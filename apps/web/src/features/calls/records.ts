export { callExport } from "./records/call-export.ts";
export { type RecordFilter, readFilter, writeFilter } from "./records/filter.ts";
export { RecordFilters } from "./records/RecordFilters.tsx";
export { RecordList } from "./records/RecordList.tsx";
export { RecordView } from "./records/RecordView.tsx";
