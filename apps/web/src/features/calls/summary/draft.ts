import type { Contact, Summary, SummaryFields } from "@cloverdesk/contracts";
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

/** A call out that nobody answered: the server has completed its summary with that result, and a remark can be added. */
export const isUnanswered = ({ direction, state, answeredAt }: Pick<Contact, "direction" | "state" | "answeredAt">): boolean =>
  direction === "outbound" && state === "ended" && answeredAt === null;

/** Whether there is enough to complete the contact; of one that nobody answered the result is enough. */
export const complete = (fields: SummaryFields, unanswered: boolean): boolean =>
  fields.categoryId !== null || fields.issue.trim() !== "" || (unanswered && fields.result !== null);
