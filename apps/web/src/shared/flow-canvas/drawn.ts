import { type Edge, type Node, Position } from "@xyflow/react";
import type { CanvasArrow, CanvasNode, Selection } from "./canvas.ts";
import { CARD, type Point } from "./geometry.ts";
import { type Route, routes } from "./routes.ts";

export type NodeOf = Node<{ node: CanvasNode }, "card">;
export type EdgeOf = Edge<{ arrow: CanvasArrow; route: Route; select(): void }, "arrow">;

type Places = ReadonlyMap<string, Point>;
interface Words {
  start: string;
  end: string;
  plain: string;
  problems(n: number): string;
}

const placeOf = (places: Places, { id, at }: CanvasNode): Point => places.get(id) ?? at;

/** Where arrows are drawn from and to with the pointer; the arrows themselves end where their route does. */
const HANDLES = [
  { type: "source" as const, position: Position.Right, x: CARD.width, y: CARD.height / 2, width: 1, height: 1 },
  { type: "target" as const, position: Position.Left, x: 0, y: CARD.height / 2, width: 1, height: 1 },
];

/** Cards in the library's terms. */
export function nodesOf(nodes: readonly CanvasNode[], places: Places, selected: Selection, words: Words): NodeOf[] {
  return nodes.map((node) => {
    const isSelected = selected?.kind === "node" && selected.id === node.id;
    // What is to be seen comes first, as it stands: whoever speaks to the page says what they see.
    const told = [node.title, node.line, words[node.tone], ...node.marks.map(({ text }) => text)];
    return {
      id: node.id,
      type: "card",
      position: placeOf(places, node),
      ...CARD,
      measured: CARD,
      handles: HANDLES,
      data: { node },
      selected: isSelected,
      ariaRole: "button",
      ariaLabel: [...told, ...(node.problems.length > 0 ? [words.problems(node.problems.length)] : [])].filter(Boolean).join(", "),
      domAttributes: { "aria-pressed": isSelected, "aria-roledescription": undefined },
    };
  });
}

/** Arrows in the library's terms, each with the way it takes; those whose ends are not there cannot be drawn. */
export function edgesOf(
  nodes: readonly CanvasNode[],
  places: Places,
  arrows: readonly CanvasArrow[],
  selected: Selection,
  onSelect: (selected: Selection) => void,
): EdgeOf[] {
  const ways = routes(new Map(nodes.map((node) => [node.id, placeOf(places, node)])), arrows);
  return arrows.flatMap((arrow) => {
    const route = ways.get(arrow.id);
    if (!route) return [];
    const edge: EdgeOf = {
      id: arrow.id,
      type: "arrow",
      source: arrow.from,
      target: arrow.to,
      data: { arrow, route, select: () => onSelect({ kind: "arrow", id: arrow.id }) },
      selected: selected?.kind === "arrow" && selected.id === arrow.id,
      selectable: false,
      domAttributes: { "aria-hidden": true },
    };
    return [edge];
  });
}
