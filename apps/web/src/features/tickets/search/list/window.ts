/** Which rows of `count` are drawn: those seen and a few beyond, so that scrolling shows no gap. Sizes in px; `to` is exclusive. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, count: number, beyond = 8): { from: number; to: number } {
  const first = Math.floor(scrollTop / rowHeight);
  const seen = Math.ceil(height / rowHeight) + 1;
  const from = Math.max(0, Math.min(first, count) - beyond);
  return { from, to: Math.min(count, first + seen + beyond) };
}

/** Where to scroll so that a row is seen whole; the same place when it already is. */
export function scrolledTo(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}

/** Where a row was that has left the list: between the one before it and the one that came up into its place. -1 stays: there was none. */
export const gapAt = (index: number): number => (index < 0 ? -1 : index - 0.5);

/** The row that a key leads to from a row or a gap, or undefined when the key moves nothing. */
export function movedBy(key: string, index: number, count: number, pageRows: number): number | undefined {
  const to: Record<string, number> = {
    j: Math.floor(index) + 1,
    ArrowDown: Math.floor(index) + 1,
    k: Math.ceil(index) - 1,
    ArrowUp: Math.ceil(index) - 1,
    PageDown: Math.floor(index) + pageRows,
    PageUp: Math.ceil(index) - pageRows,
    Home: 0,
    End: count - 1,
  };
  const target = to[key];
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, target));
}
