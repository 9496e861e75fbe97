export { trackQuery } from "./api/customers.ts";
export { CustomerPanel } from "./components/CustomerPanel.tsx";
export { Track } from "./components/Track.tsx";
