import type { Bilingual, Language } from "@cloverdesk/contracts";
import { fold } from "../text/fold.ts";

/** Something that is chosen by its code or by one of its names. */
export interface Named<T> {
  value: T;
  /** As it is written into a cell. */
  label: Bilingual;
  /** Everything that means it, by the language in which it is then proposed. */
  names: Record<Language, readonly string[]>;
}

/** The named things of a column, looked up by the fold of what stands in a cell. A name that several have is no name. */
export interface Names<T> {
  find(text: string): T | undefined;
  /** Label of the one that was probably meant, in the language in which it is nearest. */
  near(text: string): string | null;
}

export function namesOf<T>(all: readonly Named<T>[]): Names<T> {
  const known = new Map<string, { each: Named<T>; label: string } | null>();
  for (const each of all)
    for (const language of ["zh", "en"] as const)
      for (const name of each.names[language].map(fold)) {
        const other = known.get(name);
        if (other === undefined) known.set(name, { each, label: each.label[language] });
        else if (other?.each !== each) known.set(name, null);
      }
  return {
    find: (text) => known.get(fold(text))?.each.value,
    near(text) {
      const wanted = fold(text);
      const candidates = [...known].flatMap(([name, one]) => (one && name ? [{ ...one, far: distance(wanted, name) }] : []));
      const best = Math.min(...candidates.map(({ far }) => far));
      const [first, ...others] = candidates.filter(({ far }) => far === best);
      return first && best < 1 && others.every(({ each }) => each === first.each) ? first.label : null;
    },
  };
}

/** 0 for the same, below 1 for what is probably meant: a part of the name, or one letter in three that differs. */
function distance(wanted: string, name: string): number {
  const letters = [...wanted];
  const others = [...name];
  const longer = Math.max(letters.length, others.length);
  if (letters.length >= 2 && others.length >= 2 && (name.includes(wanted) || wanted.includes(name)))
    return 0.5 * (1 - Math.min(letters.length, others.length) / longer);
  const most = Math.max(1, Math.floor(longer / 3));
  if (longer < 3 || Math.abs(letters.length - others.length) > most || longer > 60) return 1;
  const edits = editsBetween(letters, others);
  return edits > most ? 1 : edits / longer + 0.001;
}

/** Levenshtein's distance. */
function editsBetween(a: readonly string[], b: readonly string[]): number {
  let above = b.map((_, j) => j + 1);
  for (const [i, letter] of a.entries()) {
    let left = i + 1;
    let diagonal = i;
    above = above.map((up, j) => {
      const edits = Math.min(left + 1, up + 1, diagonal + (b[j] === letter ? 0 : 1));
      diagonal = up;
      left = edits;
      return edits;
    });
  }
  return above.at(-1) ?? a.length;
}
