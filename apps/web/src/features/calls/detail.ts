export { createCustomer, linkCustomer } from "./api/commands.ts";
export { RoutingInfo } from "./components/ContactInfo.tsx";
export { SummaryForm } from "./components/SummaryForm.tsx";
export { TransferInfo } from "./transfer/TransferInfo.tsx";
