import { useState } from "react";
import { errorText } from "../../api/index.ts";
import { useLanguage } from "../../hooks/index.ts";
import { tell } from "../toast.tsx";
import { useDropList } from "./drag.ts";
import { moved } from "./moved.ts";
import { useMover } from "./mover.ts";

/**
 * Rows whose order people decide, by dragging and with the keys. Shown at once as wished for; the server's answer settles it. `list` goes on the element
 * around the rows, `row(i)` on each, `grip(i)` on its MoveHandle.
 */
export function useOrder<Row extends { id: string }>(kind: string, kept: readonly Row[], send: (ids: string[]) => Promise<unknown>) {
  const language = useLanguage();
  const mover = useMover();
  const [wished, setWished] = useState<string[] | null>(null);
  const place = new Map(wished?.map((id, i) => [id, i]));
  const rows = wished ? [...kept].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)) : kept;
  const ids = rows.map(({ id }) => id);
  async function move(from: number, to: number): Promise<void> {
    const next = moved(ids, from, to);
    setWished(next);
    try {
      await send(next);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setWished(null);
    }
  }
  const drop = useDropList([kind], rows.length, ({ id }, at) => {
    const from = ids.indexOf(id);
    void move(from, at > from ? at - 1 : at);
  });
  const grip = (index: number) => {
    const id = ids[index] ?? "";
    return {
      id: mover.gripId(id),
      kind,
      itemId: id,
      index,
      count: rows.length,
      onStep(by: -1 | 1) {
        mover.moved(id);
        void move(index, index + by);
      },
    };
  };
  return { rows, list: drop.list, row: drop.row, grip };
}
