import { useTranslation } from "react-i18next";
import { FirstSteps } from "../../../../features/installation/first-steps.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("settings.places.firstSteps.title")} text={t("settings.places.firstSteps.text")}>
      <FirstSteps />
    </SettingsPage>
  );
}
