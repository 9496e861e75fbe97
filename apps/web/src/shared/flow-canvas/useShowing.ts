import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { CanvasNode, Selection } from "./canvas.ts";
import { CARD } from "./geometry.ts";

/** Brings a card into sight when it is chosen elsewhere (in the list of problems) or has just been made. */
export function useShowing(nodes: readonly CanvasNode[], selected: Selection): void {
  const { setCenter } = useReactFlow();
  const store = useStoreApi();
  const latest = useRef(nodes);
  latest.current = nodes;
  const id = selected?.kind === "node" ? selected.id : null;
  useEffect(() => {
    const node = latest.current.find((each) => each.id === id);
    const { width, height, transform } = store.getState();
    if (!node || width === 0) return;
    const [left, top, zoom] = transform;
    const { x, y } = { x: node.at.x * zoom + left, y: node.at.y * zoom + top };
    const isSeen = x >= 0 && y >= 0 && x + CARD.width * zoom <= width && y + CARD.height * zoom <= height;
    if (!isSeen) void setCenter(node.at.x + CARD.width / 2, node.at.y + CARD.height / 2, { zoom });
  }, [id, setCenter, store]);
}
