export { useLeaveGuard } from "./leave-guard.ts";
export { SettingsPage } from "./SettingsPage.tsx";
export { UnsavedBar } from "./UnsavedBar.tsx";
