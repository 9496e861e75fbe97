export { CustomerPanel } from "./components/CustomerPanel.tsx";
export { Track } from "./components/Track.tsx";
export { UnknownCustomer } from "./components/UnknownCustomer.tsx";
