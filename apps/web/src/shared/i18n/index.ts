import type { Language } from "@cloverdesk/contracts";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { readStored, writeStored } from "../hooks/stored.ts";
import type { texts as english } from "./en/index.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof english };
  }
}

const loaders = {
  zh: () => import("./zh/index.ts"),
  en: () => import("./en/index.ts"),
} satisfies Record<Language, () => Promise<unknown>>;

const isLanguage = (text: string | null): text is Language => text === "zh" || text === "en";

/** `?lang=` wins and is remembered; then what was chosen here; then the browser. */
export function preferredLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLanguage(asked)) {
    writeStored("language", asked);
    return asked;
  }
  const chosen = readStored<string | null>("language", null);
  if (isLanguage(chosen)) return chosen;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({ lng: "none", resources: {}, interpolation: { escapeValue: false }, returnEmptyString: true });
  await showLanguage(preferredLanguage());
}

/** Loads a language's texts when needed and shows them. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const { texts } = await loaders[language]();
    i18next.addResourceBundle(language, "translation", texts);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** The person's own choice: shown at once and remembered in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  writeStored("language", language);
  await showLanguage(language);
}

export const currentLanguage = (): Language => (i18next.language === "en" ? "en" : "zh");
