export { useContact } from "./api/workbench.ts";
export { CallBar } from "./components/CallBar.tsx";
export { ServiceList } from "./components/ServiceList.tsx";
export { defaultContact } from "./selection.ts";
