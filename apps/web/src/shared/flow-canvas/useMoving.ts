import type { NodeChange } from "@xyflow/react";
import { useCallback, useRef, useState } from "react";
import type { CanvasNode, Selection } from "./canvas.ts";
import type { NodeOf } from "./drawn.ts";
import type { Point } from "./geometry.ts";

const NOWHERE: ReadonlyMap<string, Point> = new Map();

/** Follows the pointer while a card is dragged, and tells the new place once it is let go. Moves by keyboard are reported at once. */
export function useMoving(
  nodes: readonly CanvasNode[],
  selected: Selection,
  onMove: (id: string, at: Point, step: string) => void,
  onSelect: (selected: Selection) => void,
) {
  const [places, setPlaces] = useState(NOWHERE);
  const dragged = useRef<Point | null>(null);
  const onNodesChange = useCallback(
    (changes: NodeChange<NodeOf>[]) => {
      const chosen = changes.find((change) => change.type === "select" && change.selected);
      if (chosen?.type === "select") onSelect({ kind: "node", id: chosen.id });
      else if (changes.some((change) => change.type === "select" && selected?.kind === "node" && change.id === selected.id)) onSelect(null);
      for (const change of changes) {
        if (change.type !== "position") continue;
        const { id, position, dragging } = change;
        if (dragging && position) {
          dragged.current = position;
          setPlaces(new Map([[id, position]]));
        } else {
          const at = dragged.current ?? position;
          const step = dragged.current ? crypto.randomUUID() : `move ${id}`;
          dragged.current = null;
          setPlaces(NOWHERE);
          const before = nodes.find((node) => node.id === id)?.at;
          if (at && before && (at.x !== before.x || at.y !== before.y)) onMove(id, at, step);
        }
      }
    },
    [nodes, selected, onMove, onSelect],
  );
  return { places, onNodesChange };
}
