import { notificationPushes } from "@cloverdesk/contracts";
import { askAgainIfUnderWay } from "../../shared/api/index.ts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepNews, keepRead, notificationsQuery } from "./api.ts";

/** Keeps notifications in step with the server, also with what was read in another tab. Returns how to stop. */
export function followNotifications(): () => void {
  const stops = [
    onPush(notificationPushes.added, ({ item, unread }) => {
      keepNews(item, unread);
      askAgainIfUnderWay(notificationsQuery.queryKey);
    }),
    onPush(notificationPushes.read, ({ ids, unread }) => {
      keepRead(unread === 0 ? null : ids, unread);
      askAgainIfUnderWay(notificationsQuery.queryKey);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
