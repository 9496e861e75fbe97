export { type ItemChange, itemChanges, same } from "./compare.ts";
export { FlowEditor } from "./FlowEditor.tsx";
export type { Change, Problem } from "./kind.ts";
export { NameRows } from "./panel/NameRows.tsx";
export { Row } from "./panel/Row.tsx";
export { SwitchRow } from "./panel/SwitchRow.tsx";
export { type FlowSource, latestQuery } from "./source.ts";
export { type Edit, useFlowEditor } from "./useFlowEditor.ts";
