export { serverClock } from "./clock.ts";
export { onPush, startRealtime, useConnection } from "./connection.ts";
export { tabId, useTab } from "./tab.ts";
