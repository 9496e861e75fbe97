import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { queryClient } from "../shared/api/index.ts";
import { useLanguage } from "../shared/hooks/index.ts";
import { Toaster, useAppearance } from "../shared/ui/index.ts";
import { antdTheme } from "../shared/ui/theme.ts";

/** Only the language in use is loaded. */
const antdTexts = {
  zh: () => import("antd/es/locale/zh_CN"),
  en: () => import("antd/es/locale/en_US"),
};

export function Providers({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const mode = useAppearance((s) => s.mode);
  const theme = useMemo(() => antdTheme(mode), [mode]);
  const [locale, setLocale] = useState<Locale>();

  useEffect(() => {
    let current = true;
    void antdTexts[language]().then((module) => current && setLocale(module.default));
    return () => {
      current = false;
    };
  }, [language]);

  return (
    <ConfigProvider theme={theme} locale={locale} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <QueryClientProvider client={queryClient}>
        {children}
        <Toaster />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
