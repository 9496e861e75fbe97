import { worklistPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay } from "../../../shared/api/index.ts";
import { onPush } from "../../../shared/realtime/index.ts";
import { keepWorklist, worklistQuery } from "./api.ts";

/** Keeps the task in hand in step with the server. Returns how to stop. */
export function followWorklist(): () => void {
  return onPush(worklistPushes.changed, (worklist) => {
    keepWorklist(worklist);
    askAgainIfUnderWay(worklistQuery.queryKey);
  });
}
