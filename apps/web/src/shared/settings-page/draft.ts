import { useRef, useState } from "react";

export interface Based<D> {
  draft: D;
  version: number;
}
/** What others changed meanwhile. `theirs` was taken over; in `both` my input stands, and saving puts it over theirs. */
export interface DraftConflict<D> {
  theirs: (keyof D)[];
  both: (keyof D)[];
}
/** A draft, on the ground of what the server keeps. */
export interface Edited<D> {
  base: Based<D>;
  draft: D;
  conflict: DraftConflict<D> | null;
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

export const begun = <D>(base: Based<D>): Edited<D> => ({ base, draft: base.draft, conflict: null });

export const isDirty = <D>({ base, draft }: Edited<D>): boolean => !same(draft, base.draft);

/** After `sent` was saved: what the server keeps is the new ground; what was typed since it was sent stays in the draft. */
export const afterSaving = <D extends object>({ draft }: Edited<D>, latest: Based<D>, sent: D): Edited<D> => ({
  base: latest,
  draft: mergeDraft(sent, draft, latest.draft).draft,
  conflict: null,
});

/** Somebody was first: go on from what they saved, with my input kept. */
export function afterTheirs<D extends object>({ base, draft: mine }: Edited<D>, latest: Based<D>): Edited<D> {
  const { draft, ...conflict } = mergeDraft(base.draft, mine, latest.draft);
  return { base: latest, draft, conflict };
}

/** A setting that is being edited; kept through saving and through a conflict. */
export function useSettingDraft<D extends object>(start: Based<D>) {
  const [edited, setEdited] = useState(() => begun(start));
  // Answers come while somebody types: they go on from the draft as it is then, not as it was when they were asked for.
  const now = useRef(edited);
  const step = (to: (before: Edited<D>) => Edited<D>): Edited<D> => {
    now.current = to(now.current);
    setEdited(now.current);
    return now.current;
  };
  return {
    draft: edited.draft,
    version: edited.base.version,
    dirty: isDirty(edited),
    conflict: edited.conflict,
    change: (part: Partial<D>) => void step((before) => ({ ...before, draft: { ...before.draft, ...part } })),
    discard: () => void step(({ base }) => begun(base)),
    /** Some of it is saved, more is still to be sent: the draft goes on over what the server keeps now. */
    savedSome: (latest: Based<D>) => void step((before) => ({ ...before, base: latest })),
    /** Answers whether more was typed since `sent` was sent, and is not saved yet. */
    saved: (latest: Based<D>, sent: D): boolean => isDirty(step((before) => afterSaving(before, latest, sent))),
    rebase: (latest: Based<D>) => void step((before) => afterTheirs(before, latest)),
  };
}
