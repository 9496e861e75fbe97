export interface Point {
  x: number;
  y: number;
}
/** A rectangle by its upper left corner. */
export interface Box extends Point {
  width: number;
  height: number;
}

/** Every card has the same size, so that arrows can be led around cards before anything is drawn. Pixels at zoom 1. */
export const CARD = { width: 232, height: 68 } as const;
export const GRID = 20;

export const cardAt = ({ x, y }: Point): Box => ({ x, y, ...CARD });
export const centerOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}

/** Where the line from the middle of a box to `toward` leaves the box, `gap` outside of it. */
export function edgeOf(box: Box, toward: Point, gap = 0): Point {
  const middle = centerOf(box);
  const [dx, dy] = [toward.x - middle.x, toward.y - middle.y];
  if (dx === 0 && dy === 0) return middle;
  const scale = Math.min((box.width / 2 + gap) / Math.abs(dx || 1e-9), (box.height / 2 + gap) / Math.abs(dy || 1e-9));
  return { x: middle.x + dx * scale, y: middle.y + dy * scale };
}

/** The free place nearest to right below a point, for a new card. */
export function freePlace(taken: readonly Point[], near: Point): Point {
  const step = CARD.height + GRID * 2;
  const { x } = near;
  for (let i = 0; ; i++) {
    const down = i % 2 === 0 ? i / 2 : -(i + 1) / 2;
    const at = { x, y: near.y + down * step };
    if (!taken.some((other) => overlaps(cardAt(other), cardAt(at), GRID))) return at;
  }
}
