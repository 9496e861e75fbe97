import { importPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { importQuery, keepImport } from "./api.ts";

/** Keeps imports in step with the server while a page of them is open. Returns how to stop. */
export const followImports = (): (() => void) =>
  onPush(importPushes.changed, (item) => {
    keepImport(item);
    askAgainIfUnderWay(importQuery(item.id).queryKey);
  });
