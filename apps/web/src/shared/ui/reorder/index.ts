export { carry, useDropList } from "./drag.ts";
export { MoveHandle } from "./MoveHandle.tsx";
export { moved } from "./moved.ts";
export { useMover } from "./mover.ts";
export { useOrder } from "./order.ts";
