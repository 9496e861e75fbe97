import { z } from "zod";
import { pushEvent } from "../kernel/push.ts";
import { id } from "../kernel/shapes.ts";
import { notification, unreadCount } from "./shapes.ts";

export const notificationPushes = {
  added: pushEvent("notification.added", z.object({ item: notification, unread: unreadCount })),
  read: pushEvent("notification.read", z.object({ ids: z.array(id), unread: unreadCount })),
} as const;
