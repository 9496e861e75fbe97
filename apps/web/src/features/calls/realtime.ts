import { callPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay, queryClient } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { dropContact, hasNewCustomer, keepContact, workbenchQuery } from "./api/workbench.ts";
import { todayChanged } from "./idle/api.ts";
import { summaryKey } from "./summary/api.ts";
import { givenMayHaveChanged } from "./transfer/api.ts";

/** Keeps contacts and summaries in step with the server. Returns how to stop. */
export function followCalls(): () => void {
  const stops = [
    onPush(callPushes.changed, (contact) => {
      const isNewCustomer = hasNewCustomer(contact);
      keepContact(contact);
      askAgainIfUnderWay(workbenchQuery.queryKey);
      givenMayHaveChanged(contact.id);
      if (isNewCustomer) void queryClient.invalidateQueries({ queryKey: ["calls", "record", contact.id] });
      if (contact.state === "ended") todayChanged();
      if (contact.state === "ended" || isNewCustomer) void queryClient.invalidateQueries({ queryKey: ["customers", "track"] });
    }),
    onPush(callPushes.removed, ({ id }) => {
      dropContact(id);
      askAgainIfUnderWay(workbenchQuery.queryKey);
      todayChanged();
    }),
    onPush(callPushes.ticketLinked, ({ callId }) => void queryClient.invalidateQueries({ queryKey: ["calls", "record", callId] })),
    onPush(callPushes.summaryChanged, (summary) => {
      // Somebody who has a call back that they gave away begins a summary of their own for the new part.
      queryClient.setQueryData(summaryKey(summary.callId), (old: { version: number; partId: string | null } | undefined) =>
        old && old.partId === summary.partId && old.version > summary.version ? old : summary,
      );
      askAgainIfUnderWay(summaryKey(summary.callId));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
