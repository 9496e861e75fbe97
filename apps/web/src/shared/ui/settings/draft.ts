import { useState } from "react";

export interface Based<D> {
  draft: D;
  version: number;
}
/** What others changed meanwhile. `theirs` was taken over; in `both` my input stands, and saving puts it over theirs. */
export interface DraftConflict<D> {
  theirs: (keyof D)[];
  both: (keyof D)[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Brings a draft up to what others saved meanwhile: what only they changed follows them, what I changed stays mine. */
export function mergeDraft<D extends object>(base: D, mine: D, theirs: D): DraftConflict<D> & { draft: D } {
  const answer: DraftConflict<D> & { draft: D } = { draft: { ...mine }, theirs: [], both: [] };
  for (const key of Object.keys(theirs) as (keyof D)[]) {
    if (same(base[key], theirs[key]) || same(mine[key], theirs[key])) continue;
    if (same(base[key], mine[key])) {
      answer.draft[key] = theirs[key];
      answer.theirs.push(key);
    } else answer.both.push(key);
  }
  return answer;
}

/** A setting that is being edited, on the ground of a version; kept through a conflict. */
export function useSettingDraft<D extends object>(start: Based<D>) {
  const [base, setBase] = useState(start);
  const [draft, setDraft] = useState(start.draft);
  const [conflict, setConflict] = useState<DraftConflict<D> | null>(null);
  return {
    draft,
    version: base.version,
    dirty: !same(draft, base.draft),
    conflict,
    change: (part: Partial<D>) => setDraft((before) => ({ ...before, ...part })),
    discard() {
      setDraft(base.draft);
      setConflict(null);
    },
    /** After saving: what the server keeps is the new ground. */
    saved(latest: Based<D>) {
      setBase(latest);
      setDraft(latest.draft);
      setConflict(null);
    },
    /** Somebody was first: go on from what they saved, with my input kept. */
    rebase(latest: Based<D>) {
      const { draft: merged, ...told } = mergeDraft(base.draft, draft, latest.draft);
      setBase(latest);
      setDraft(merged);
      setConflict(told);
    },
  };
}
