import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/paging.ts";
import { id } from "../kernel/shapes.ts";
import { notification, unreadCount } from "./shapes.ts";

export const notificationEndpoints = {
  list: endpoint({
    id: "notifications.list",
    method: "GET",
    path: "/api/notifications",
    permission: "signed-in",
    summary: "My notifications, newest first, with how many are unread",
    query: pageQuery.extend({ unreadOnly: z.stringbool().default(false) }),
    output: pageOf(notification).extend({ unread: unreadCount }),
  }),
  read: endpoint({
    id: "notifications.read",
    method: "POST",
    path: "/api/notifications/read",
    permission: "signed-in",
    summary: "Mark notifications as read: these, or all of mine when `ids` is left out",
    body: z.object({ ids: z.array(id).max(200).optional() }),
    output: z.object({ unread: unreadCount }),
  }),
} as const;
