export { BilingualInput } from "./BilingualInput.tsx";
export { Conflict } from "./Conflict.tsx";
export { type Based, type DraftConflict, mergeDraft, useSettingDraft } from "./draft.ts";
export { EditPanel } from "./EditPanel.tsx";
export { Group, Two } from "./Group.tsx";
export { leaveFreely, useLeaveGuard } from "./leave-guard.ts";
export { SettingsPage } from "./SettingsPage.tsx";
export { SwitchLine } from "./SwitchLine.tsx";
export { UnsavedBar } from "./UnsavedBar.tsx";
