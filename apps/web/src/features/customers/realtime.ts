import { customerPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";

/** Fetches a customer's service track again when it has something new. Returns how to stop. */
export const followCustomers = (): (() => void) =>
  onPush(
    customerPushes.trackChanged,
    ({ customerId }) => void queryClient.invalidateQueries({ queryKey: ["customers", "track", customerId] }),
  );
