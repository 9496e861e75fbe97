export { carry, useDropList } from "./drag.ts";
export { MoveHandle } from "./MoveHandle.tsx";
export { useMover } from "./mover.ts";
