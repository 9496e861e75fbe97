import { ERRORS, type ErrorCode, type FailedJob, JOB_FAILURES, JOB_KINDS, type JobFailure } from "@cloverdesk/contracts";
import type { FailedJobRow } from "../../platform/jobs/failed-jobs.repo.ts";
import { shownText, shownValues } from "./shown-values.ts";

/** `isKnown`: this version still has the kind, so that the job can run. */
export function presentFailedJob(row: FailedJobRow, isKnown: boolean, subject: string | null): FailedJob {
  return {
    id: row.id,
    kind: { name: row.name, title: JOB_KINDS[row.name] ?? { zh: row.name, en: row.name } },
    subject,
    reason: reasonOf(row.error),
    attempts: row.attempts,
    failedAt: row.failedAt.toISOString(),
    can: { retry: isKnown },
  };
}

/** Texts of Node's errors that need words of their own. */
const FAILURES: [RegExp, JobFailure][] = [
  [/\b(ECONN(REFUSED|RESET)|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/, "jobs.unreachable"],
  [/\bENOSPC\b/, "jobs.disk_full"],
];

/** The words for a job's last error. Errors of the product begin with their code. */
export function reasonOf(error: string | null): FailedJob["reason"] {
  const text = error?.trim() ?? "";
  const code = /^([a-z_]+\.[a-z_]+)(?=$|: )/.exec(text)?.[1];
  if (code && code in ERRORS) {
    const { zh, en } = ERRORS[code as ErrorCode];
    return { code, title: { zh, en }, detail: null };
  }
  if (code && code in JOB_FAILURES) return { code, title: JOB_FAILURES[code as JobFailure], detail: null };
  const failure = FAILURES.find(([pattern]) => pattern.test(text))?.[1] ?? "jobs.other";
  return { code: failure, title: JOB_FAILURES[failure], detail: text === "" ? null : shownText(text) };
}

/** What the audit log keeps of a job. */
export const auditedJob = ({ name, data, error, attempts }: FailedJobRow) => ({
  name,
  attempts,
  error: error === null ? null : shownText(error),
  payload: Object.fromEntries(shownValues(data).map((each) => [each.name, each.value])),
});
