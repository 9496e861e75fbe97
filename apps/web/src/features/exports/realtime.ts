import { exportPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { exportsQuery, keepExport } from "./api.ts";

/** Keeps exports in step with the server. Returns how to stop. */
export const followExports = (): (() => void) =>
  onPush(exportPushes.changed, (item) => {
    keepExport(item);
    askAgainIfUnderWay(exportsQuery.queryKey);
  });
