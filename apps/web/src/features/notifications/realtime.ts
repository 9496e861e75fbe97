import { notificationPushes } from "@cloverdesk/contracts";
import { onPush } from "../../shared/realtime/index.ts";
import { keepNews, keepRead } from "./api.ts";

/** Keeps notifications in step with the server, also with what was read in another tab. Returns how to stop. */
export function followNotifications(): () => void {
  const stops = [
    onPush(notificationPushes.added, ({ item, unread }) => keepNews(item, unread)),
    onPush(notificationPushes.read, ({ ids, unread }) => keepRead(unread === 0 ? null : ids, unread)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
