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

/** The row that a key leads to, or undefined when the key moves nothing. */
export function movedBy(key: string, index: number, count: number, pageRows: number): number | undefined {
  const to: Record<string, number> = {
    j: index + 1,
    ArrowDown: index + 1,
    k: index - 1,
    ArrowUp: index - 1,
    PageDown: index + pageRows,
    PageUp: index - pageRows,
    Home: 0,
    End: count - 1,
  };
  const target = to[key];
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, target));
}
