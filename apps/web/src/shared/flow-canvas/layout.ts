import { CARD, GRID, type Point } from "./geometry.ts";

interface Edge {
  from: string;
  to: string;
}

const GAP_X = 168;
const GAP_Y = 72;
/** Room for an arrow that passes a column. */
const LANE = 56;

/** A node of a column, or the lane of an arrow that passes through it. */
interface Slot {
  key: string;
  node: string | null;
  /** Slots of the column before and after that it is joined to. */
  before: Slot[];
  after: Slot[];
}

/**
 * Places nodes in columns from left to right, so that as many arrows as possible lead to the right and few of them cross. The same flow
 * always gets the same places. Nodes in the order given, of which the first is the beginning.
 */
export function arrange(nodes: readonly string[], arrows: readonly Edge[]): Map<string, Point> {
  const forward = withoutCircles(nodes, arrows);
  const columns = joined(columnsOf(nodes, forward), forward);
  for (let sweep = 0; sweep < 4; sweep++) {
    for (const column of columns) order(column, (slot) => slot.before, columns);
    for (const column of [...columns].reverse()) order(column, (slot) => slot.after, columns);
  }
  return placed(columns);
}

/** The arrows with those turned round that lead back, and without those of a node to itself. */
function withoutCircles(nodes: readonly string[], arrows: readonly Edge[]): Edge[] {
  const state = new Map<string, "open" | "done">();
  const found: Edge[] = [];
  const visit = (node: string): void => {
    state.set(node, "open");
    for (const arrow of arrows) {
      if (arrow.from !== node || arrow.to === node || !nodes.includes(arrow.to)) continue;
      found.push(state.get(arrow.to) === "open" ? { from: arrow.to, to: node } : arrow);
      if (!state.has(arrow.to)) visit(arrow.to);
    }
    state.set(node, "done");
  };
  for (const node of nodes) if (!state.has(node)) visit(node);
  return found;
}

/** The column of each node: one to the right of the furthest that leads to it. */
function columnsOf(nodes: readonly string[], forward: readonly Edge[]): Map<string, number> {
  const column = new Map(nodes.map((node) => [node, 0]));
  // Without circles the longest way has fewer arrows than there are nodes.
  for (let round = 0; round < nodes.length; round++)
    for (const { from, to } of forward) column.set(to, Math.max(column.get(to) ?? 0, (column.get(from) ?? 0) + 1));
  return column;
}

function joined(column: ReadonlyMap<string, number>, forward: readonly Edge[]): Slot[][] {
  const columns: Slot[][] = Array.from({ length: Math.max(0, ...column.values()) + 1 }, () => []);
  const slot = (key: string, node: string | null, at: number): Slot => {
    const made: Slot = { key, node, before: [], after: [] };
    columns[at]?.push(made);
    return made;
  };
  const slots = new Map([...column].map(([node, at]) => [node, slot(node, node, at)]));
  const seen = new Set<string>();
  for (const { from, to } of forward) {
    const key = `${from} ${to}`;
    const [start, end] = [slots.get(from), slots.get(to)];
    if (!start || !end || seen.has(key)) continue;
    seen.add(key);
    let here = start;
    for (let at = (column.get(from) ?? 0) + 1; at <= (column.get(to) ?? 0); at++) {
      const next = at === column.get(to) ? end : slot(`${key} ${at}`, null, at);
      here.after.push(next);
      next.before.push(here);
      here = next;
    }
  }
  return columns;
}

/** Sorts a column by the mean place of what its slots are joined to; slots that are joined to nothing stay. */
function order(column: Slot[], neighbours: (slot: Slot) => Slot[], columns: Slot[][]): void {
  const place = new Map(columns.flatMap((each) => each.map((slot, i) => [slot, i - (each.length - 1) / 2] as const)));
  const weight = new Map(
    column.map((slot) => {
      const near = neighbours(slot).map((other) => place.get(other) ?? 0);
      return [slot, near.length > 0 ? near.reduce((sum, at) => sum + at, 0) / near.length : (place.get(slot) ?? 0)] as const;
    }),
  );
  column.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0));
}

function placed(columns: readonly Slot[][]): Map<string, Point> {
  const heightOf = ({ node }: Slot): number => (node === null ? LANE : CARD.height + GAP_Y);
  const places = new Map<string, Point>();
  columns.forEach((column, i) => {
    let y = -column.reduce((sum, slot) => sum + heightOf(slot), 0) / 2;
    for (const slot of column) {
      if (slot.node !== null) places.set(slot.node, { x: i * (CARD.width + GAP_X), y: y + GAP_Y / 2 });
      y += heightOf(slot);
    }
  });
  const top = Math.min(0, ...[...places.values()].map(({ y }) => y));
  return new Map([...places].map(([node, { x, y }]) => [node, { x: onGrid(x), y: onGrid(y - top) }]));
}

const onGrid = (n: number): number => Math.round(n / GRID) * GRID;
