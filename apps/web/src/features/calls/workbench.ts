export { ServiceList } from "./components/ServiceList.tsx";
export { CallBar, NoCall } from "./controls/CallBar.tsx";
export { StripActions } from "./controls/StripActions.tsx";
export { defaultContact } from "./selection.ts";
