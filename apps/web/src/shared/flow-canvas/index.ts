export type { CanvasArrow, CanvasNode, CanvasProblem, Selection } from "./canvas.ts";
export { FlowCanvas } from "./FlowCanvas.tsx";
export { CARD, freePlace, type Point } from "./geometry.ts";
export { arrange } from "./layout.ts";
export { useHistory } from "./useHistory.ts";
