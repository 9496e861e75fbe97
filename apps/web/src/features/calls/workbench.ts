export { ServiceList } from "./components/ServiceList.tsx";
export { CallBar } from "./controls/CallBar.tsx";
export { StripActions } from "./controls/StripActions.tsx";
export { Idle } from "./idle/Idle.tsx";
export { defaultContact } from "./selection.ts";
