import type { Language } from "@cloverdesk/contracts";
import type { Locale } from "antd/es/locale";

const loaders: Record<Language, () => Promise<{ default: Locale }>> = {
  // Month and weekday names of calendars come from dayjs.
  zh: async () => (await Promise.all([import("antd/es/locale/zh_CN"), import("dayjs/locale/zh-cn")]))[0],
  en: () => import("antd/es/locale/en_US"),
};
const loaded: Partial<Record<Language, Locale>> = {};

/** Loads antd's own texts of a language; only the one in use is loaded. */
export async function loadAntdTexts(language: Language): Promise<Locale> {
  loaded[language] ??= withSeenNames((await loaders[language]()).default);
  return loaded[language];
}

export const antdTexts = (language: Language): Locale | undefined => loaded[language];

/** The buttons in the head of a calendar are called what they show, "2026" and "Nov", so that whoever speaks to the page can say it. */
function withSeenNames(texts: Locale): Locale {
  const { DatePicker: picker } = texts;
  return picker ? { ...texts, DatePicker: { ...picker, lang: { ...picker.lang, yearSelect: "", monthSelect: "" } } } : texts;
}
