export { serverClock } from "./clock.ts";
export { onPush, startRealtime, useConnection } from "./connection.ts";
export { spread } from "./spread.ts";
export { tabId, useTab } from "./tab.ts";
