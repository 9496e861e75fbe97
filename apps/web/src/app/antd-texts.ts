import type { Language } from "@cloverdesk/contracts";
import type { Locale } from "antd/es/locale";

const loaders: Record<Language, () => Promise<{ default: Locale }>> = {
  zh: () => import("antd/es/locale/zh_CN"),
  en: () => import("antd/es/locale/en_US"),
};
const loaded: Partial<Record<Language, Locale>> = {};

/** Loads antd's own texts of a language; only the one in use is loaded. */
export async function loadAntdTexts(language: Language): Promise<Locale> {
  loaded[language] ??= (await loaders[language]()).default;
  return loaded[language];
}

export const antdTexts = (language: Language): Locale | undefined => loaded[language];
