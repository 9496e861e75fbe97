import { useTranslation } from "react-i18next";
import { CategoriesSettings, CategoryActions } from "../../../../features/categories/settings.ts";
import { SettingsPage } from "../../../../shared/settings-page/index.ts";

export function Component() {
  const { t } = useTranslation();
  return (
    <SettingsPage
      title={t("settings.places.ticketCategories.title")}
      text={t("settings.places.ticketCategories.text")}
      actions={<CategoryActions />}
    >
      <CategoriesSettings />
    </SettingsPage>
  );
}
