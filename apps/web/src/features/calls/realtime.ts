import { callPushes } from "@cloverdesk/contracts";
import { queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { dropContact, hasNewCustomer, keepContact, refetchIfUnderWay } from "./api/workbench.ts";
import { todayChanged } from "./idle/api.ts";
import { summaryKey } from "./summary/api.ts";
import { givenMayHaveChanged } from "./transfer/api.ts";

/** Keeps contacts and summaries in step with the server. Returns how to stop. */
export function followCalls(): () => void {
  const stops = [
    onPush(callPushes.changed, (contact) => {
      const isNewCustomer = hasNewCustomer(contact);
      keepContact(contact);
      refetchIfUnderWay();
      givenMayHaveChanged(contact.id);
      if (isNewCustomer) void queryClient.invalidateQueries({ queryKey: ["calls", "record", contact.id] });
      if (contact.state === "ended") todayChanged();
      if (contact.state === "ended" || isNewCustomer) void queryClient.invalidateQueries({ queryKey: ["customers", "track"] });
    }),
    onPush(callPushes.removed, ({ id }) => {
      dropContact(id);
      refetchIfUnderWay();
      todayChanged();
    }),
    onPush(callPushes.ticketLinked, ({ callId }) => void queryClient.invalidateQueries({ queryKey: ["calls", "record", callId] })),
    onPush(callPushes.summaryChanged, (summary) => {
      // Somebody who has a call back that they gave away begins a summary of their own for the new part.
      queryClient.setQueryData(summaryKey(summary.callId), (old: { version: number; partId: string | null } | undefined) =>
        old && old.partId === summary.partId && old.version > summary.version ? old : summary,
      );
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
