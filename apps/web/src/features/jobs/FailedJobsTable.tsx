import type { FailedJob } from "@cloverdesk/contracts";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../shared/api/index.ts";
import { fullMoment, moment, useLanguage } from "../../shared/hooks/index.ts";
import list from "../../shared/settings-page/list.module.css";
import { tell } from "../../shared/ui/index.ts";
import { discardJob, retryJob } from "./api.ts";
import { JobPayload } from "./JobPayload.tsx";
import css from "./jobs.module.css";

/** One line per failed job. What a job was given is fetched when it is opened. */
export function FailedJobsTable({ jobs }: { jobs: readonly FailedJob[] }) {
  const { t } = useTranslation();
  return (
    <table className={`${list.table} ${css.table}`} aria-label={t("settings.places.failedJobs.title")}>
      <thead>
        <tr>
          {(["kind", "subject", "reason", "failedAt", "attempts", "actions"] as const).map((key) => (
            <th key={key} scope="col">
              {t(`settings.jobs.columns.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <Line key={job.id} job={job} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ job }: { job: FailedJob }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);

  async function run(doing: Promise<unknown>, done: string): Promise<void> {
    setBusy(true);
    try {
      await doing;
      tell("good", done);
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <tr>
        <td>
          <button type="button" className={list.open} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {job.kind.title[language]}
          </button>
        </td>
        <td>{job.subject ?? ""}</td>
        <td>
          {job.reason.title[language]}
          {job.reason.detail && <small className={css.detail}>{job.reason.detail}</small>}
        </td>
        <td>
          <time dateTime={job.failedAt} title={fullMoment(job.failedAt, language)}>
            {moment(job.failedAt, language)}
          </time>
        </td>
        <td>{job.attempts}</td>
        <td className={css.actions}>
          {job.can.retry && (
            <Button type="link" size="small" disabled={busy} onClick={() => void run(retryJob(job.id), t("settings.jobs.retried"))}>
              {t("settings.jobs.retry")}
            </Button>
          )}
          <Popconfirm
            title={t("settings.jobs.discardSure")}
            description={t("settings.jobs.discardText")}
            okText={t("settings.jobs.discard")}
            okButtonProps={{ danger: true }}
            cancelText={t("shell.cancel")}
            onConfirm={() => void run(discardJob(job.id), t("settings.jobs.discarded"))}
          >
            <Button type="link" size="small" danger disabled={busy}>
              {t("settings.jobs.discard")}
            </Button>
          </Popconfirm>
        </td>
      </tr>
      {opened && (
        <tr>
          <td colSpan={6}>
            <JobPayload job={job} />
          </td>
        </tr>
      )}
    </>
  );
}
