export { RoutingInfo } from "./components/ContactInfo.tsx";
export { SummaryForm } from "./components/SummaryForm.tsx";
