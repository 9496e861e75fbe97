import { useTranslation } from "react-i18next";
import { TemplatesSettings } from "../../../../features/tickets/settings.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("settings.places.ticketTemplates.title")} text={t("settings.places.ticketTemplates.text")}>
      <TemplatesSettings />
    </SettingsPage>
  );
}
