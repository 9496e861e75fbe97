export { workbenchQuery } from "./api/workbench.ts";
export { CallAudio } from "./audio/CallAudio.tsx";
export { IncomingHost } from "./components/IncomingHost.tsx";
export { followCalls } from "./realtime.ts";
export { openTab, selectContact, useSelection } from "./selection.ts";
