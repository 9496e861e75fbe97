import { DownOutlined, LoadingOutlined, RightOutlined, SearchOutlined } from "@ant-design/icons";
import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { queryClient } from "../shared/api/index.ts";
import { useLanguage } from "../shared/hooks/index.ts";
import { keepEnterInPickers, keepKeysOfInputMethods, Toaster, useAppearance, useClear } from "../shared/ui/index.ts";
import { antdTheme } from "../shared/ui/theme.ts";
import { antdTexts, loadAntdTexts } from "./antd-texts.ts";

/** A button that is at work keeps its name. (antd's own icon adds "loading" to it, and stays when its animation is cut short.) */
const LOADING = { loadingIcon: <LoadingOutlined aria-hidden="true" /> };
const BUTTON = { autoInsertSpace: false, ...LOADING };
/** antd names its own icons in English, whatever the language: these say nothing to those who hear the page. */
const SELECT = { ...LOADING, suffixIcon: <DownOutlined aria-hidden="true" /> };
const CASCADER = {
  ...SELECT,
  searchIcon: <SearchOutlined aria-hidden="true" />,
  expandIcon: <RightOutlined aria-hidden="true" />,
};
/** What opens beside a button has the same edge as what drops from a box: its own shadow is not seen on a dark page. */
const FLOATING = { styles: { root: { filter: "none" }, container: { boxShadow: "var(--cd-shadow)" } } };

export function Providers({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const mode = useAppearance((s) => s.mode);
  const theme = useMemo(() => antdTheme(mode), [mode]);
  // Loaded before the first render: antd draws everything anew when its texts come later, which would cut the socket and the call's sound.
  const [locale, setLocale] = useState(() => antdTexts(language));

  const named = useNamedIcons();

  useEffect(keepEnterInPickers, []);
  useEffect(keepKeysOfInputMethods, []);
  useEffect(() => {
    let current = true;
    void loadAntdTexts(language).then((texts) => current && setLocale(texts));
    return () => {
      current = false;
    };
  }, [language]);

  return (
    <ConfigProvider
      theme={theme}
      locale={locale}
      button={BUTTON}
      select={SELECT}
      cascader={CASCADER}
      popover={FLOATING}
      popconfirm={FLOATING}
      wave={{ disabled: true }}
      {...named}
    >
      <QueryClientProvider client={queryClient}>
        {children}
        <Toaster />
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** Icons that are a button of their own, named in the language of the page. */
function useNamedIcons() {
  const { t } = useTranslation();
  const clear = useClear();
  const search = t("shell.search");
  return useMemo(
    () => ({
      datePicker: { allowClear: clear },
      timePicker: { allowClear: clear },
      inputSearch: { searchIcon: <SearchOutlined aria-label={search} /> },
    }),
    [clear, search],
  );
}
