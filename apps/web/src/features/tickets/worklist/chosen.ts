import { type WorklistOrder, type WorklistScope, worklistOrder, worklistScope } from "@cloverdesk/contracts";
import { useState } from "react";
import { readStored, writeStored } from "../../../shared/hooks/index.ts";

/** Where a person's next task comes from and what comes first, as they chose it last in this browser. */
export interface Chosen {
  scope: WorklistScope;
  order: WorklistOrder;
}

const keyOf = (personId: string): string => `worklist.${personId}`;

export function useChosen(personId: string): [Chosen, (next: Partial<Chosen>) => void] {
  const [chosen, setChosen] = useState<Chosen>(() => {
    const kept = readStored<Partial<Chosen> | null>(keyOf(personId), null);
    return { scope: worklistScope.catch("all").parse(kept?.scope), order: worklistOrder.catch("due").parse(kept?.order) };
  });
  const change = (next: Partial<Chosen>): void => {
    const changed = { ...chosen, ...next };
    writeStored(keyOf(personId), changed);
    setChosen(changed);
  };
  return [chosen, change];
}
