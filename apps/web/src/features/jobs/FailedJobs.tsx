import { CheckCircleOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Empty, NotYet } from "../../shared/ui/index.ts";
import { failedJobsQuery } from "./api.ts";
import { FailedJobsTable } from "./FailedJobsTable.tsx";
import css from "./jobs.module.css";

/** The jobs that used up their attempts. */
export function FailedJobs() {
  const { t } = useTranslation();
  const failed = useInfiniteQuery(failedJobsQuery);
  if (!failed.data) return <NotYet of={failed} rows={8} height={20} gap={16} />;
  const jobs = failed.data.pages.flatMap((page) => page.items);
  const total = failed.data.pages[0]?.total ?? 0;
  if (jobs.length === 0)
    return <Empty icon={<CheckCircleOutlined />} title={t("settings.jobs.empty")} text={t("settings.jobs.emptyText")} />;
  return (
    <>
      <FailedJobsTable jobs={jobs} />
      <p className={css.foot} aria-live="polite">
        {t("settings.jobs.shown", { n: jobs.length, count: Math.max(total, jobs.length) })}
        {failed.hasNextPage && (
          <Button type="link" size="small" loading={failed.isFetchingNextPage} onClick={() => void failed.fetchNextPage()}>
            {t("settings.jobs.more")}
          </Button>
        )}
      </p>
    </>
  );
}
