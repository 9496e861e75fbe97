import { LoadingOutlined } from "@ant-design/icons";
import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { queryClient } from "../shared/api/index.ts";
import { useLanguage } from "../shared/hooks/index.ts";
import { keepEnterInPickers, keepKeysOfInputMethods, Toaster, useAppearance } from "../shared/ui/index.ts";
import { antdTheme } from "../shared/ui/theme.ts";
import { antdTexts, loadAntdTexts } from "./antd-texts.ts";

/** A button that is at work keeps its name. (antd's own icon adds "loading" to it, and stays when its animation is cut short.) */
const BUTTON = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden="true" /> };
/** What opens beside a button has the same edge as what drops from a box: its own shadow is not seen on a dark page. */
const FLOATING = { styles: { root: { filter: "none" }, container: { boxShadow: "var(--cd-shadow)" } } };

export function Providers({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const mode = useAppearance((s) => s.mode);
  const theme = useMemo(() => antdTheme(mode), [mode]);
  // Loaded before the first render: antd draws everything anew when its texts come later, which would cut the socket and the call's sound.
  const [locale, setLocale] = useState(() => antdTexts(language));

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
    <ConfigProvider theme={theme} locale={locale} button={BUTTON} popover={FLOATING} popconfirm={FLOATING} wave={{ disabled: true }}>
      <QueryClientProvider client={queryClient}>
        {children}
        <Toaster />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
