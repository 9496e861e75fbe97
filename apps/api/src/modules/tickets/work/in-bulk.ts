import { ERRORS, type Output, type ticketEndpoints } from "@cloverdesk/contracts";
import { AppError } from "../../../platform/http/app-error.ts";

type Report = Output<typeof ticketEndpoints.bulkClaim>;

/** Does the same to each ticket by itself: what is refused is reported with its reason, the rest is done. Anything unforeseen stops it all. */
export async function inBulk(ids: string[], work: (id: string) => Promise<unknown>): Promise<Report> {
  const report: Report = { done: [], failed: [] };
  for (const id of new Set(ids)) {
    try {
      await work(id);
      report.done.push(id);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { zh, en } = ERRORS[error.code];
      report.failed.push({ id, code: error.code, title: { zh, en }, ...(error.fields && { fields: error.fields }) });
    }
  }
  return report;
}
