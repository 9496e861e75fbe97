import { exportPushes } from "@cloverdesk/contracts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepExport } from "./api.ts";

/** Keeps exports in step with the server. Returns how to stop. */
export const followExports = (): (() => void) => onPush(exportPushes.changed, keepExport);
