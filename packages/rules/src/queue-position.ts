import type { Language } from "@cloverdesk/contracts";

/** Places up to here are spoken exactly, later ones as “more than twenty”. */
const LAST_SPOKEN_PLACE = 20;

/** Prompt ids that tell a caller their place in the queue, 1 being next. Empty for a place that cannot be (0, NaN). */
export function queuePositionPrompts(position: number, language: Language): string[] {
  if (!(position >= 1)) return [];
  const place = position > LAST_SPOKEN_PLACE ? "beyond" : Math.floor(position);
  return ["queue-position-before", `number-${place}`, "queue-position-after"].map((name) => `${language}/${name}`);
}
