export const notifications = {
  label: "Notifications",
  unread: "Notifications, {{n}} unread",
  readAll: "Mark all as read",
  emptyTitle: "No notifications",
  emptyText: "Assigned, urged and copied tickets, reminders and time limits are told here.",
  new: "New",
};
