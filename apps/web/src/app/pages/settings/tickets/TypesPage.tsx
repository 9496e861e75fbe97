import { useTranslation } from "react-i18next";
import { NewTypeButton, TypesSettings } from "../../../../features/tickets/settings.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("settings.places.ticketTypes.title")} text={t("settings.places.ticketTypes.text")} actions={<NewTypeButton />}>
      <TypesSettings />
    </SettingsPage>
  );
}
