import type { Merged } from "./merge.ts";

/**
 * A value that one person edits over a version that the server keeps. Pure: each function answers the next state.
 *
 *            typed            sending              kept
 *   clean ─────────▶ dirty ─────────▶ sending ─────────▶ clean, or dirty when more was typed
 *     ▲                ▲ ▲               │ failed
 *     │ arrived        │ └───────────────┤
 *     └─(newer base)   │ decided         │ overtaken (somebody else saved first)
 *                      └── conflict ◀────┘
 *
 * What was typed is in `value` or in `conflict.mine` in every state; only `reset` and a decision for theirs give it up.
 */
export interface Draft<V, B extends Base<V> = Base<V>> {
  /** What the server keeps; the next save is made over its version. */
  base: B;
  /** What the screen shows. */
  value: V;
  /** The value as it was when the server last kept it: the server may have tidied it. Null: the server has none. */
  saved: V | null;
  /** The value on its way to the server. */
  sent: V | null;
  /** A value whose save got no answer: the server may have kept it. */
  unanswered: V | null;
  failed: boolean;
  /** Local ms of the last save; null when nothing was saved since the page was opened. */
  keptAt: number | null;
  conflict: Conflict<V, B> | null;
}

export interface Base<V> {
  value: V;
  /** A number that grows, or a revision that differs. */
  version: number | string;
}

export type Conflict<V, B extends Base<V> = Base<V>> =
  /** Theirs is shown and saved on; mine is offered. */
  | { kind: "theirs-shown"; mine: V }
  /** Mine is shown; nothing is saved until the person decides. */
  | { kind: "mine-shown"; theirs: B }
  /** Both are merged: `theirs` was taken over, in `both` mine stands. */
  | { kind: "merged"; theirs: (keyof V)[]; both: Partial<V> };

/** How a kind of value is compared, and what becomes of a conflict. */
export interface Policy<V> {
  same(a: V, b: V): boolean;
  /** `merge`: field by field. Otherwise the person decides between two whole values, and one of them is shown until then. */
  onConflict: { merge(before: V, mine: V, theirs: V): Merged<V> } | "show-mine" | "show-theirs";
}

export const begun = <V, B extends Base<V>>(base: B, keptAt: number | null = null): Draft<V, B> => ({
  base,
  value: base.value,
  saved: base.value,
  sent: null,
  unanswered: null,
  failed: false,
  keptAt,
  conflict: null,
});

export const isDirty = <V, B extends Base<V>>({ value, saved }: Draft<V, B>, { same }: Policy<V>): boolean =>
  saved === null || !same(value, saved);

/** Whether a save is to be sent: not while one is under way, and not over an undecided conflict. */
export const isToSend = <V, B extends Base<V>>(draft: Draft<V, B>, policy: Policy<V>): boolean =>
  draft.sent === null && draft.conflict?.kind !== "mine-shown" && isDirty(draft, policy);

export const typed = <V, B extends Base<V>>(draft: Draft<V, B>, value: V, { same }: Policy<V>): Draft<V, B> =>
  same(value, draft.value) ? draft : { ...draft, value };

export const sending = <V, B extends Base<V>>(draft: Draft<V, B>): Draft<V, B> => ({ ...draft, sent: draft.value });

/** The server keeps `sent`. What was typed since stays; where fields are merged, the others show what the server made of them. */
export function kept<V, B extends Base<V>>(
  draft: Draft<V, B>,
  base: B,
  policy: Policy<V>,
  at: number | null = null,
  sent?: V,
): Draft<V, B> {
  const done = sent ?? draft.sent ?? draft.value;
  const next = { ...draft, base, sent: null, unanswered: null, failed: false, keptAt: at ?? draft.keptAt };
  const { onConflict } = policy;
  if (typeof onConflict === "string") return { ...next, saved: done };
  const { value, both } = onConflict.merge(done, draft.value, base.value);
  const before = draft.conflict?.kind === "merged" ? draft.conflict.both : {};
  const isUnsent = (key: string) => sameField(key as keyof V, done, draft.saved ?? done, policy);
  const open = Object.fromEntries(Object.entries({ ...before, ...both }).filter(([key]) => isUnsent(key))) as Partial<V>;
  return withConflicts({ ...next, value, saved: base.value, conflict: null }, open, policy);
}

/** Whether two values have the same in one field. */
const sameField = <V>(key: keyof V, a: V, b: V, { same }: Policy<V>): boolean => same({ ...a, [key]: b[key] }, a);

/** Part of it is saved and more is still to be sent: the draft goes on over what the server keeps now. */
export const keptSome = <V, B extends Base<V>>(draft: Draft<V, B>, base: B): Draft<V, B> => ({ ...draft, base, saved: base.value });

/** The save failed. Unless it was refused, the server may have kept it all the same. */
export const failed = <V, B extends Base<V>>(draft: Draft<V, B>, refused: boolean): Draft<V, B> => ({
  ...draft,
  sent: null,
  unanswered: refused ? draft.unanswered : draft.sent,
  failed: true,
});

/** The server has a version that this draft is not based on. If it holds what I sent without getting an answer, it is mine. */
export function overtaken<V, B extends Base<V>>(draft: Draft<V, B>, theirs: B, policy: Policy<V>): Draft<V, B> {
  if (draft.unanswered !== null && policy.same(draft.unanswered, theirs.value)) return kept(draft, theirs, policy, null, draft.unanswered);
  if (policy.same(draft.value, theirs.value)) return begun(theirs, draft.keptAt);
  const next = { ...begun<V, B>(theirs, draft.keptAt) };
  if (policy.onConflict === "show-theirs") return { ...next, conflict: { kind: "theirs-shown", mine: draft.value } };
  if (policy.onConflict === "show-mine") return { ...draft, sent: null, failed: false, conflict: { kind: "mine-shown", theirs } };
  const { value, theirs: taken, both } = policy.onConflict.merge(draft.base.value, draft.value, theirs.value);
  return { ...next, value, conflict: { kind: "merged", theirs: taken, both } };
}

/** A newer version is known (a push, a fetch). What is typed or sent here finds out by its own save; where fields are merged, they follow at once. */
export function arrived<V, B extends Base<V>>(draft: Draft<V, B>, base: B, policy: Policy<V>): Draft<V, B> {
  if (!isNewer(base.version, draft.base.version) || draft.sent !== null || draft.conflict?.kind === "mine-shown") return draft;
  if (typeof policy.onConflict === "object") return followed(draft, base, policy);
  if (isDirty(draft, policy)) return draft;
  const mine = draft.conflict?.kind === "theirs-shown" ? draft.conflict : null;
  return { ...begun<V, B>(base, draft.keptAt), conflict: mine };
}

/** Fields brought up to a newer version; what was decided is not asked again unless it changed again. */
function followed<V, B extends Base<V>>(draft: Draft<V, B>, base: B, policy: Policy<V>): Draft<V, B> {
  const before = draft.conflict?.kind === "merged" ? draft.conflict.both : {};
  const next = overtaken(draft, base, policy);
  const both = { ...before, ...(next.conflict?.kind === "merged" && next.conflict.both) } as Partial<V>;
  return withConflicts(next, both, policy);
}

/** The conflicts that are still open: those in which my value is not theirs. */
function withConflicts<V, B extends Base<V>>(draft: Draft<V, B>, both: Partial<V>, policy: Policy<V>): Draft<V, B> {
  const open = (Object.keys(both) as (keyof V)[]).filter((key) => !sameField(key, draft.value, { ...draft.value, ...both }, policy));
  const theirs = draft.conflict?.kind === "merged" ? draft.conflict.theirs : [];
  if (open.length === 0 && theirs.length === 0) return { ...draft, conflict: null };
  const still = Object.fromEntries(open.map((key) => [key, both[key]])) as Partial<V>;
  return { ...draft, conflict: { kind: "merged", theirs, both: still } };
}

/** Versions that are numbers grow; a revision that differs is taken for newer. */
export const isNewer = (version: number | string, than: number | string): boolean =>
  typeof version === "number" && typeof than === "number" ? version > than : version !== than;

/** The person chose one of two whole values. */
export function decided<V, B extends Base<V>>(draft: Draft<V, B>, whose: "mine" | "theirs"): Draft<V, B> {
  const { conflict } = draft;
  if (conflict?.kind === "theirs-shown") return { ...draft, conflict: null, value: whose === "mine" ? conflict.mine : draft.value };
  if (conflict?.kind !== "mine-shown") return draft;
  const next = begun<V, B>(conflict.theirs, draft.keptAt);
  return whose === "theirs" ? next : { ...next, value: draft.value };
}

/** The person chose one field's value. */
export function decidedField<V, B extends Base<V>>(draft: Draft<V, B>, key: keyof V, whose: "mine" | "theirs"): Draft<V, B> {
  if (draft.conflict?.kind !== "merged" || !(key in draft.conflict.both)) return draft;
  const { [key]: theirs, ...both } = draft.conflict.both;
  const value = whose === "mine" ? draft.value : { ...draft.value, [key]: theirs };
  return { ...draft, value, conflict: { ...draft.conflict, both: both as unknown as Partial<V> } };
}

/** What this browser remembers of a draft that the server does not have. */
export interface Copy<V> {
  /** Null: which version it was based on no longer matters, the person was asked already. */
  version: number | string | null;
  value: V;
  /** A value that may have reached the server without an answer. */
  sent: V | null;
}

export function copyOf<V, B extends Base<V>>(draft: Draft<V, B>, policy: Policy<V>): Copy<V> | null {
  if (draft.conflict?.kind === "theirs-shown") return { version: null, value: draft.conflict.mine, sent: null };
  if (!isDirty(draft, policy)) return null;
  return { version: draft.base.version, value: draft.value, sent: draft.sent ?? draft.unanswered };
}

/** A draft begun over what the server keeps and what this browser remembers. */
export function resumed<V, B extends Base<V>>(base: B, copy: Copy<V> | null, policy: Policy<V>): Draft<V, B> {
  const fresh = begun<V, B>(base);
  if (copy === null || policy.same(copy.value, base.value)) return fresh;
  const mine = { ...fresh, value: copy.value, unanswered: copy.sent };
  return copy.version === base.version ? mine : overtaken(mine, base, policy);
}
