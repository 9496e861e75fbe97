import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMe } from "../../../features/identity/index.ts";
import { useClear } from "../../../shared/ui/index.ts";
import { found } from "./found.ts";
import { placesFor } from "./places.ts";
import css from "./settings.module.css";

/** The tree of settings. What is typed narrows it to the pages and settings that are called so. */
export function SettingsNav() {
  const { t } = useTranslation();
  const clear = useClear();
  const me = useMe();
  const [text, setText] = useState("");
  const groups = found(placesFor(me?.grants ?? {}), text, {
    group: (key) => t(`settings.groups.${key}`),
    place: (key) => t(`settings.places.${key}.title`),
    about: (key) => t(`settings.places.${key}.text`),
    settings: (key) => t(`settings.places.${key}.settings`, { returnObjects: true }),
  });
  return (
    <nav className={css.nav} aria-label={t("settings.label")}>
      <Input
        type="search"
        allowClear={clear}
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label={t("settings.search")}
        placeholder={t("settings.search")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {groups.map((group) => (
        <section key={group.key} aria-label={t(`settings.groups.${group.key}`)}>
          <h2>{t(`settings.groups.${group.key}`)}</h2>
          <ul>
            {group.places.map((place) => (
              <li key={place.key}>
                <NavLink to={place.path}>
                  {t(`settings.places.${place.key}.title`)}
                  {place.hits.length > 0 && <small>{place.hits.join(" · ")}</small>}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className={css.none} role="status">
        {groups.length === 0 && t("settings.noneFound", { text: text.trim() })}
      </p>
    </nav>
  );
}
