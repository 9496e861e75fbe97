import { CustomerServiceOutlined, HistoryOutlined, ProfileOutlined, SettingOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useCan, useMe } from "../../features/identity/index.ts";
import { placesFor } from "../pages/settings/places.ts";
import css from "./Frame.module.css";

/** The places this person may go to. */
export function Rail() {
  const { t } = useTranslation();
  const handles = useCan("calls.handle");
  const reads = useCan("calls.read");
  const tickets = useCan("tickets.read");
  const sets = placesFor(useMe()?.grants ?? {}).length > 0;
  return (
    <nav className={css.rail} aria-label={t("shell.nav.label")}>
      {handles && (
        <NavLink to="/workbench">
          <CustomerServiceOutlined aria-hidden="true" />
          {t("shell.nav.workbench")}
        </NavLink>
      )}
      {tickets && (
        <NavLink to="/tickets">
          <ProfileOutlined aria-hidden="true" />
          {t("tickets.title")}
        </NavLink>
      )}
      {reads && (
        <NavLink to="/calls">
          <HistoryOutlined aria-hidden="true" />
          {t("shell.nav.calls")}
        </NavLink>
      )}
      {sets && (
        <NavLink to="/settings">
          <SettingOutlined aria-hidden="true" />
          {t("shell.nav.settings")}
        </NavLink>
      )}
    </nav>
  );
}
