export { useContact, useContactOf, workbenchQuery } from "./api/workbench.ts";
export { CallAudio } from "./audio/CallAudio.tsx";
export { IncomingHost } from "./components/IncomingHost.tsx";
export { keyName } from "./controls/keys.ts";
export { useCallKeys } from "./controls/useCallKeys.ts";
export { followCalls } from "./realtime.ts";
export { openTab, selectContact, useSelection } from "./selection.ts";
export { askSummary, type SummaryWish } from "./summary/asked.ts";
