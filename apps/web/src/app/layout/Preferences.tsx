import { BulbOutlined, DesktopOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { savePreferences } from "../../features/identity/index.ts";
import { useSession } from "../../shared/api/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";
import { chooseLanguage } from "../../shared/i18n/index.ts";
import { type Appearance, chooseAppearance, Menu, useAppearance } from "../../shared/ui/index.ts";

const signedIn = () => useSession.getState().status === "in";

/** Switches between the two languages; a signed-in person's choice follows them to other machines. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  function change(): void {
    void chooseLanguage(other);
    if (signedIn()) void savePreferences({ language: other }).catch(() => undefined);
  }
  return (
    <Button type="text" onClick={change} lang={other === "zh" ? "zh-CN" : "en"} title={t("shell.language.label")}>
      {t("shell.language.switch")}
    </Button>
  );
}

const ICONS = {
  light: <SunOutlined aria-hidden="true" />,
  dark: <MoonOutlined aria-hidden="true" />,
  system: <DesktopOutlined aria-hidden="true" />,
};
const APPEARANCES: Appearance[] = ["light", "dark", "system"];

export function AppearanceMenu() {
  const { t } = useTranslation();
  const wish = useAppearance((s) => s.wish);
  function change(next: Appearance): void {
    chooseAppearance(next);
    if (signedIn()) void savePreferences({ theme: next }).catch(() => undefined);
  }
  return (
    <Menu
      rootClassName="below-strip"
      menu={{
        selectable: true,
        selectedKeys: [wish],
        items: APPEARANCES.map((key) => ({ key, icon: ICONS[key], label: t(`shell.theme.${key}`) })),
        onClick: ({ key }) => change(key as Appearance),
      }}
    >
      <Button type="text" aria-label={t("shell.theme.label")} title={t("shell.theme.label")} icon={<BulbOutlined aria-hidden="true" />} />
    </Menu>
  );
}
