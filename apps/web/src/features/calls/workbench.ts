export { useContact } from "./api/workbench.ts";
export { CallBar } from "./components/CallBar.tsx";
export { RoutingInfo } from "./components/ContactInfo.tsx";
export { ServiceList } from "./components/ServiceList.tsx";
export { SummaryForm } from "./components/SummaryForm.tsx";
export { RecordingPlayer } from "./recording/RecordingPlayer.tsx";
export { defaultContact } from "./selection.ts";
