import type { Summary, SummaryFields } from "@cloverdesk/contracts";
import type { Base, Draft, Policy } from "../../../shared/versioned/index.ts";

/** What the server keeps of a call's summary. */
export interface SummaryBase extends Base<SummaryFields> {
  version: number;
  summary: Summary;
}
export type SummaryDraft = Draft<SummaryFields, SummaryBase>;

export const baseOf = (summary: Summary): SummaryBase => ({ value: summary.fields, version: summary.version, summary });

const ordered = (f: SummaryFields) => [f.categoryId, f.issue, f.solution, f.result, Object.entries(f.custom).sort()];

/** When another page saved first, theirs is shown and what was typed here is offered. */
export const SUMMARY: Policy<SummaryFields> = {
  same: (a, b) => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b)),
  onConflict: "show-theirs",
};

/** Whether there is enough to complete the contact. */
export const complete = (fields: SummaryFields): boolean => fields.categoryId !== null || fields.issue.trim() !== "";
