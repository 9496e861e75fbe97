import { useTranslation } from "react-i18next";
import { TrunkTraces } from "../../../../features/sip-traces/settings.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("settings.places.sipTraces.title")} text={t("settings.places.sipTraces.text")}>
      <TrunkTraces />
    </SettingsPage>
  );
}
