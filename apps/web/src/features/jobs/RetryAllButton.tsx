import { RedoOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../shared/api/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";
import { tell } from "../../shared/ui/index.ts";
import { failedJobsQuery, retryAllJobs } from "./api.ts";

/** Tries all failed jobs again; stands in the page's head. */
export function RetryAllButton() {
  const { t } = useTranslation();
  const language = useLanguage();
  const failed = useInfiniteQuery(failedJobsQuery);
  const [busy, setBusy] = useState(false);
  const total = failed.data?.pages[0]?.total ?? 0;
  async function run(): Promise<void> {
    setBusy(true);
    try {
      const { count } = await retryAllJobs();
      tell("good", t("settings.jobs.allRetried", { count }));
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button icon={<RedoOutlined aria-hidden="true" />} loading={busy} disabled={total === 0} onClick={() => void run()}>
      {t("settings.jobs.retryAll")}
    </Button>
  );
}
