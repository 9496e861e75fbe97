import type { Language } from "@cloverdesk/contracts";
import { useTranslation } from "react-i18next";

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === "en" ? "en" : "zh";
}
