import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { SettingsNav } from "./SettingsNav.tsx";
import css from "./settings.module.css";

/** What all pages of settings share: the tree at the left, with its search. */
export function Component() {
  const { t } = useTranslation();
  return (
    <div className={css.frame}>
      <h1 className="sr-only">{t("settings.title")}</h1>
      <SettingsNav />
      <Outlet />
    </div>
  );
}
