import { callbackPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../../shared/api/index.ts";
import { onPush } from "../../../shared/realtime/index.ts";
import { callbacksKey } from "./api.ts";

/** Keeps lists of callbacks in step with the server. Returns how to stop. */
export function followCallbacks(): () => void {
  return onPush(callbackPushes.changed, ({ list }) => void queryClient.invalidateQueries({ queryKey: [...callbacksKey, list] }));
}
