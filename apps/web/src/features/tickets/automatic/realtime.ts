import { automationPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../../shared/api/index.ts";
import { onPush } from "../../../shared/realtime/index.ts";
import { rulesQuery } from "./api.ts";

/** Keeps the list in step while it is shown. Returns how to stop. */
export const followRules = (): (() => void) =>
  onPush(automationPushes.changed, () => void queryClient.invalidateQueries({ queryKey: rulesQuery.queryKey }));
