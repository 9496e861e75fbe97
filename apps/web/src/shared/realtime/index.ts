export { serverClock } from "./clock.ts";
export { startRealtime, useConnection } from "./connection.ts";
export { onPush } from "./pushes.ts";
export { spread } from "./spread.ts";
export { tabId, useTab } from "./tab.ts";
