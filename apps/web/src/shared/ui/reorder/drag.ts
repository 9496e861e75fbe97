import { type DragEvent, useState } from "react";

/** What is on its way: the page itself remembers it, since a browser hides the data until it is dropped. */
interface Carried {
  kind: string;
  id: string;
}
let carried: Carried | null = null;

/** Makes an element the grip by which a thing is dragged. The nearest row is what one sees moving. */
export const carry = (kind: string, id: string) => ({
  draggable: true,
  onDragStart(event: DragEvent<HTMLElement>) {
    carried = { kind, id };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", id);
    const row = event.currentTarget.closest("[data-row]");
    if (row) event.dataTransfer.setDragImage(row, 12, 12);
    event.stopPropagation();
  },
  onDragEnd() {
    carried = null;
  },
});

/**
 * A list that takes what is dropped on it, before the row that is pointed at. `list` goes on the element around the rows, `row(i)` on each row,
 * which also says where the mark is drawn (`data-drop`).
 */
export function useDropList(accepts: readonly string[], count: number, onDrop: (carried: Carried, index: number) => void) {
  const [at, setAt] = useState<number | null>(null);
  const taken = () => carried !== null && accepts.includes(carried.kind);
  const list = {
    "data-dropping": at !== null || undefined,
    onDragOver(event: DragEvent<HTMLElement>) {
      if (!taken()) return;
      event.preventDefault();
      event.stopPropagation();
      setAt((before) => before ?? count);
    },
    onDragLeave(event: DragEvent<HTMLElement>) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setAt(null);
    },
    onDrop(event: DragEvent<HTMLElement>) {
      if (!carried || !taken()) return;
      event.preventDefault();
      event.stopPropagation();
      onDrop(carried, at ?? count);
      carried = null;
      setAt(null);
    },
  };
  const row = (index: number) => ({
    "data-row": true,
    "data-drop": at === index ? "before" : at === count && index === count - 1 ? "after" : undefined,
    onDragOver(event: DragEvent<HTMLElement>) {
      if (!taken()) return;
      event.preventDefault();
      event.stopPropagation();
      const { top, height } = event.currentTarget.getBoundingClientRect();
      setAt(event.clientY < top + height / 2 ? index : index + 1);
    },
  });
  return { list, row };
}
