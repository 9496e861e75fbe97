import { useTranslation } from "react-i18next";
import { NewRuleButton, RulesSettings } from "../../../../features/tickets/automation.ts";
import { loadTexts } from "../../../../shared/i18n/index.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export const loader = () => loadTexts("automation");

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("settings.places.automation.title")} text={t("settings.places.automation.text")} actions={<NewRuleButton />}>
      <RulesSettings />
    </SettingsPage>
  );
}
