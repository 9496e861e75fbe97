export { NotificationBell } from "./components/NotificationBell.tsx";
export { followNotifications } from "./realtime.ts";
