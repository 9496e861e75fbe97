import type { FailedJob } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { NotYet } from "../../shared/ui/index.ts";
import { jobPayloadQuery } from "./api.ts";
import css from "./jobs.module.css";

/** What a failed job was given, and the names by which a developer finds it. */
export function JobPayload({ job }: { job: FailedJob }) {
  const { t } = useTranslation();
  const payload = useQuery(jobPayloadQuery(job.id));
  if (!payload.data) return <NotYet of={payload} rows={2} />;
  const { values } = payload.data;
  return (
    <dl className={css.payload} aria-label={t("settings.jobs.payload")}>
      <dt>{t("settings.jobs.name")}</dt>
      <dd>
        <code>{job.kind.name}</code>
      </dd>
      <dt>{t("settings.jobs.id")}</dt>
      <dd>
        <code>{job.id}</code>
      </dd>
      {values.map(({ name, value, masked }) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{masked ? <span title={t("settings.jobs.masked")}>{value}</span> : <code>{value}</code>}</dd>
        </div>
      ))}
      {values.length === 0 && <p>{t("settings.jobs.noPayload")}</p>}
    </dl>
  );
}
