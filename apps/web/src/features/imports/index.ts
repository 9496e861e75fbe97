export { ImportBatch } from "./components/ImportBatch.tsx";
export { ImportList } from "./components/ImportList.tsx";
export { ImportStart } from "./components/ImportStart.tsx";
export { followImports } from "./realtime.ts";
