import type { Language } from "@cloverdesk/contracts";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { readStored, writeStored } from "../hooks/stored.ts";
import type { automation } from "./en/automation.ts";
import type { flow } from "./en/flow.ts";
import type { imports } from "./en/imports.ts";
import type { texts as english } from "./en/index.ts";
import type { setUp } from "./en/set-up.ts";
import type { settings } from "./en/settings.ts";
import type { sipTraces } from "./en/sip-traces.ts";
import type { ticketFlow } from "./en/ticket-flow.ts";
import type { worklist } from "./en/worklist.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: {
      translation: typeof english & {
        automation: typeof automation;
        flow: typeof flow;
        settings: typeof settings;
        sipTraces: typeof sipTraces;
        ticketFlow: typeof ticketFlow;
        setUp: typeof setUp;
        imports: typeof imports;
        worklist: typeof worklist;
      };
    };
  }
}

const loaders = {
  zh: () => import("./zh/index.ts"),
  en: () => import("./en/index.ts"),
} satisfies Record<Language, () => Promise<unknown>>;

/** Words of editors and settings, loaded with the pages that need them: they would weigh on the first load of everybody else. */
const parts = {
  automation: {
    zh: () => import("./zh/automation.ts"),
    en: () => import("./en/automation.ts"),
  },
  flow: {
    zh: () => import("./zh/flow.ts"),
    en: () => import("./en/flow.ts"),
  },
  settings: {
    zh: () => import("./zh/settings.ts"),
    en: () => import("./en/settings.ts"),
  },
  sipTraces: {
    zh: () => import("./zh/sip-traces.ts"),
    en: () => import("./en/sip-traces.ts"),
  },
  ticketFlow: {
    zh: () => import("./zh/ticket-flow.ts"),
    en: () => import("./en/ticket-flow.ts"),
  },
  imports: {
    zh: () => import("./zh/imports.ts"),
    en: () => import("./en/imports.ts"),
  },
  setUp: {
    zh: () => import("./zh/set-up.ts"),
    en: () => import("./en/set-up.ts"),
  },
  worklist: {
    zh: () => import("./zh/worklist.ts"),
    en: () => import("./en/worklist.ts"),
  },
} satisfies Record<string, Record<Language, () => Promise<unknown>>>;
type Part = keyof typeof parts;
const wanted = new Set<Part>();

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
  begun();
}

/** A page that is opened by its address asks for its words before there is a language to ask in. */
let begun: () => void = () => {};
const started = new Promise<void>((resolve) => {
  begun = resolve;
});

/** Loads a language's texts when needed and shows them. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const { texts } = await loaders[language]();
    i18next.addResourceBundle(language, "translation", texts);
  }
  for (const part of wanted) await loadPart(part, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** Loads the words of parts of the product, in whatever language is shown from now on. For a page's `loader`. */
export async function loadTexts(...asked: Part[]): Promise<null> {
  for (const part of asked) wanted.add(part);
  await started;
  await Promise.all(asked.map((part) => loadPart(part, currentLanguage())));
  return null;
}

async function loadPart(part: Part, language: Language): Promise<void> {
  if (i18next.getResource(language, "translation", part)) return;
  const words = await parts[part][language]();
  i18next.addResourceBundle(language, "translation", words, true);
}

/** The person's own choice: shown at once and remembered in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  writeStored("language", language);
  await showLanguage(language);
}

export const currentLanguage = (): Language => (i18next.language === "en" ? "en" : "zh");
