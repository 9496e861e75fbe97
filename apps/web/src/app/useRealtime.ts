import { useEffect } from "react";
import { followAgent } from "../features/agents/index.ts";
import { followCalls } from "../features/calls/index.ts";
import { followCategories } from "../features/categories/index.ts";
import { followCustomers } from "../features/customers/track.ts";
import { followNotifications } from "../features/notifications/index.ts";
import { followQueues } from "../features/routing/index.ts";
import { followTicketSetup } from "../features/tickets/setup.ts";
import { dropSession, refetchLive, refresh, useSession } from "../shared/api/index.ts";
import { startRealtime } from "../shared/realtime/index.ts";

/** Opens the socket for as long as somebody is signed in, and lets every feature follow its own news. */
export function useRealtime(): void {
  useEffect(() => {
    const stops = [
      followAgent(),
      followCalls(),
      followCategories(),
      followCustomers(),
      followQueues(),
      followNotifications(),
      followTicketSetup(),
      startRealtime({
        token: () => useSession.getState().session?.accessToken ?? null,
        refresh,
        onGap: () => void refetchLive(),
        onSignedOut: () => dropSession("elsewhere"),
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}
