import { type Box, CARD, cardAt, centerOf, edgeOf, overlaps, type Point } from "./geometry.ts";

interface Arrow {
  id: string;
  from: string;
  to: string;
  label: string;
}

/** How an arrow is drawn: its line as an SVG path, its head (degrees, 0 points to the right) and the middle of its name. */
export interface Route {
  path: string;
  head: Point & { angle: number };
  label: Point;
}

/** Distance of arrows between the same two nodes. */
const APART = 64;
const STEP = 44;
const CLEAR = 10;
/** Two arrows that begin or end nearer than this to each other at a card look like one with two heads. */
const ENDS_APART = 18;
const LABEL_HEIGHT = 24;
const LABEL_PLACES = [0.5, 0.38, 0.62, 0.27, 0.73];
const BENDS = [0, ...Array.from({ length: 9 }, (_, i) => [(i + 1) * STEP, -(i + 1) * STEP]).flat()];

/** About how wide a name is drawn. Wide letters (Chinese) count double. */
export function labelWidth(text: string): number {
  const letters = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12.5 : 6.7), 0);
  return Math.min(176, letters + 20);
}

/** Leads each arrow from card to card, bent around the cards between and apart from its siblings, with names that cover nothing as far as there is room. */
export function routes(cards: ReadonlyMap<string, Point>, arrows: readonly Arrow[]): Map<string, Route> {
  const boxes = new Map([...cards].map(([id, at]) => [id, cardAt(at)]));
  const names: Box[] = [];
  const ends: Point[] = [];
  const found = new Map<string, Route>();
  const loops = new Map<string, number>();
  for (const arrow of arrows) {
    const [from, to] = [boxes.get(arrow.from), boxes.get(arrow.to)];
    if (!from || !to) continue;
    if (arrow.from === arrow.to) {
      const n = loops.get(arrow.from) ?? 0;
      loops.set(arrow.from, n + 1);
      found.set(arrow.id, loop(from, n));
      continue;
    }
    const foreign = [...boxes].filter(([id]) => id !== arrow.from && id !== arrow.to).map(([, box]) => box);
    const route = best(from, to, shift(arrow, arrows), labelWidth(arrow.label), foreign, names, ends);
    ends.push(route.start, route.head);
    names.push(nameBox(route.label, labelWidth(arrow.label)));
    found.set(arrow.id, route);
  }
  return found;
}

/** How far from the straight line an arrow begins to be tried, so that those between the same two nodes lie side by side. */
function shift(arrow: Arrow, arrows: readonly Arrow[]): number {
  const siblings = arrows.filter(({ from, to }) => (from === arrow.from && to === arrow.to) || (from === arrow.to && to === arrow.from));
  const place = siblings.findIndex(({ id }) => id === arrow.id) - (siblings.length - 1) / 2;
  // Sideways is seen from the arrow itself: one that leads the other way lies on the other side.
  return place * APART * (arrow.from < arrow.to ? 1 : -1);
}

function best(
  from: Box,
  to: Box,
  shifted: number,
  width: number,
  foreign: readonly Box[],
  names: readonly Box[],
  ends: readonly Point[],
): Route & { start: Point } {
  let least = Number.POSITIVE_INFINITY;
  let found: (Route & { start: Point }) | undefined;
  for (const bend of BENDS) {
    const curve = curveOf(from, to, shifted + bend);
    const hit = foreign.filter((box) => curve.samples.some((at) => isIn(at, box, CLEAR))).length;
    const together = ends.filter((end) => isNear(end, curve.head) || isNear(end, curve.start)).length;
    for (const [i, t] of LABEL_PLACES.entries()) {
      const label = curve.at(t);
      const box = nameBox(label, width);
      const covered =
        [...foreign, from, to].filter((card) => overlaps(box, card, 2)).length + names.filter((name) => overlaps(box, name, 4)).length;
      const cost = hit * 1_000 + covered * 320 + together * 100 + Math.abs(bend) + i * 12;
      if (cost >= least) continue;
      least = cost;
      found = { path: curve.path, start: curve.start, head: curve.head, label };
    }
    // Nothing can be better than a way that meets nothing.
    if (least < Math.abs(bend) + STEP) break;
  }
  return found ?? { ...loop(from, 0), start: centerOf(from) };
}

/** A quadratic curve that passes `off` beside the middle between two cards. */
function curveOf(from: Box, to: Box, off: number) {
  const [a, b] = [centerOf(from), centerOf(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const control = { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * off * 2, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * off * 2 };
  const [start, end] = [edgeOf(from, control), edgeOf(to, control, 3)];
  const at = (t: number): Point => ({
    x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * control.x + t ** 2 * end.x,
    y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * control.y + t ** 2 * end.y,
  });
  const angle = (Math.atan2(end.y - control.y, end.x - control.x) * 180) / Math.PI;
  return {
    at,
    start,
    samples: Array.from({ length: 19 }, (_, i) => at((i + 1) / 20)),
    path: `M${n(start)} Q${n(control)} ${n(end)}`,
    head: { ...end, angle },
  };
}

/** From the top of a card back to it. */
function loop({ x, y }: Box, nth: number): Route {
  const middle = x + CARD.width / 2;
  const height = 72 + nth * 40;
  const [start, end] = [
    { x: middle - 34, y },
    { x: middle + 34, y: y - 3 },
  ];
  return {
    path: `M${n(start)} C${n({ x: middle - 64, y: y - height })} ${n({ x: middle + 64, y: y - height })} ${n(end)}`,
    head: { ...end, angle: 100 },
    label: { x: middle, y: y - height * 0.75 },
  };
}

const n = ({ x, y }: Point): string => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
const isNear = (a: Point, b: Point): boolean => Math.hypot(a.x - b.x, a.y - b.y) < ENDS_APART;
const nameBox = ({ x, y }: Point, width: number): Box => ({ x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT });
const isIn = ({ x, y }: Point, box: Box, gap: number): boolean =>
  x > box.x - gap && x < box.x + box.width + gap && y > box.y - gap && y < box.y + box.height + gap;
