import type { Summary, SummaryFields } from "@cloverdesk/contracts";

/** A summary being written: what is on the screen, which version it is based on, and how saving goes. */
export interface Draft {
  fields: SummaryFields;
  /** Server version the fields are based on. */
  base: number;
  state: Summary["state"];
  /** Something on the screen is not at the server yet. */
  dirty: boolean;
  /** The fields now on their way to the server. */
  sending: SummaryFields | null;
  failed: boolean;
  /** Local ms of the last successful save; null when nothing was saved since the page was opened. */
  keptAt: number | null;
  savedAt: string | null;
  /** What was typed here when another page got in first: kept until the person decides. */
  mine: SummaryFields | null;
}

export type DraftEvent =
  | { kind: "loaded"; summary: Summary; local: LocalCopy | null }
  | { kind: "typed"; fields: Partial<SummaryFields> }
  | { kind: "sending" }
  | { kind: "kept"; summary: Summary; at: number }
  | { kind: "failed" }
  | { kind: "conflict"; theirs: Summary }
  | { kind: "pushed"; summary: Summary }
  | { kind: "use-mine" }
  | { kind: "use-theirs" };

/** What this browser kept of a draft that did not reach the server. */
export interface LocalCopy {
  base: number;
  fields: SummaryFields;
}

/** No version: what was typed when another page got in first is asked about again, not laid over theirs. */
const UNDECIDED = -1;

/** What this browser is to keep of a draft, if anything. */
export function localCopy(draft: Draft | null): LocalCopy | null {
  if (draft?.mine) return { base: UNDECIDED, fields: draft.mine };
  return draft?.dirty ? { base: draft.base, fields: draft.fields } : null;
}

export const same = (a: SummaryFields, b: SummaryFields): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
const ordered = (f: SummaryFields) => [f.categoryId, f.issue, f.solution, f.result, Object.entries(f.custom).sort()];

function from(summary: Summary, keptAt: number | null): Draft {
  return {
    fields: summary.fields,
    base: summary.version,
    state: summary.state,
    dirty: false,
    sending: null,
    failed: false,
    keptAt,
    savedAt: summary.savedAt,
    mine: null,
  };
}

/** One step of the draft; pure. */
export function draftStep(draft: Draft | null, event: DraftEvent): Draft | null {
  if (event.kind === "loaded") return loaded(draft, event.summary, event.local);
  if (!draft) return null;
  switch (event.kind) {
    case "typed": {
      const fields = { ...draft.fields, ...event.fields };
      return same(fields, draft.fields) ? draft : { ...draft, fields, dirty: true };
    }
    case "sending":
      return { ...draft, sending: draft.fields };
    case "kept": {
      const typedSince = draft.sending !== null && !same(draft.fields, draft.sending);
      const { version, state, savedAt } = event.summary;
      return { ...draft, base: version, state, savedAt, sending: null, failed: false, dirty: typedSince, keptAt: event.at };
    }
    case "failed":
      return { ...draft, sending: null, failed: true };
    case "conflict":
      return overtaken(draft, event.theirs);
    case "pushed":
      return pushed(draft, event.summary);
    case "use-mine":
      return draft.mine ? { ...draft, fields: draft.mine, mine: null, dirty: true } : draft;
    case "use-theirs":
      return { ...draft, mine: null };
  }
}

function loaded(draft: Draft | null, summary: Summary, local: LocalCopy | null): Draft {
  if (draft?.dirty) return pushed(draft, summary);
  const fresh = from(summary, draft?.keptAt ?? null);
  if (!local || same(local.fields, summary.fields)) return fresh;
  if (local.base === summary.version) return { ...fresh, fields: local.fields, dirty: true };
  return { ...fresh, mine: local.fields };
}

/** Another page saved first: theirs is shown, what was typed here is offered. */
function overtaken(draft: Draft, theirs: Summary): Draft {
  const next = from(theirs, draft.keptAt);
  return same(draft.fields, theirs.fields) ? next : { ...next, mine: draft.fields };
}

/** News of the summary: while something is typed or sent here, the save itself finds out about a conflict. */
function pushed(draft: Draft, summary: Summary): Draft {
  if (summary.version <= draft.base || draft.dirty || draft.sending) return draft;
  return { ...from(summary, draft.keptAt), mine: draft.mine };
}

/** Whether there is enough to complete the contact. */
export const complete = (fields: SummaryFields): boolean => fields.categoryId !== null || fields.issue.trim() !== "";
