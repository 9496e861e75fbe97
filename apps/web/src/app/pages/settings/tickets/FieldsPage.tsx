import { useTranslation } from "react-i18next";
import { FieldsSettings, NewFieldButton } from "../../../../features/tickets/settings.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage
      title={t("settings.places.ticketFields.title")}
      text={t("settings.places.ticketFields.text")}
      actions={<NewFieldButton />}
    >
      <FieldsSettings />
    </SettingsPage>
  );
}
