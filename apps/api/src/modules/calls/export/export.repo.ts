import type { Reader } from "../../../platform/db/client.ts";

/** What was written about a part, when it was saved. */
export interface SavedSummary {
  partId: string;
  categoryId: string | null;
  issue: string;
  solution: string;
  result: string | null;
}

/** Saved summaries of these parts; a draft is its author's alone. */
export const savedSummaries = (reader: Reader, partIds: string[]): Promise<SavedSummary[]> =>
  reader.$queryRaw`
    SELECT part_id AS "partId", category_id AS "categoryId", issue, solution, result FROM summary
    WHERE part_id = ANY(${partIds}::uuid[]) AND state = 'saved'`;
