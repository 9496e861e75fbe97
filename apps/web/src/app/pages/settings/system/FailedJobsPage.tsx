import { useTranslation } from "react-i18next";
import { FailedJobs, RetryAllButton } from "../../../../features/jobs/settings.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("settings.places.failedJobs.title")} text={t("settings.places.failedJobs.text")} actions={<RetryAllButton />}>
      <FailedJobs />
    </SettingsPage>
  );
}
