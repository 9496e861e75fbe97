import { createRequire } from "node:module";
import type { Language } from "@cloverdesk/contracts";
import * as contracts from "@cloverdesk/contracts";
import type { Page } from "@playwright/test";
import { automation as enAutomation } from "../../apps/web/src/shared/i18n/en/automation.ts";
import { flow as enFlow } from "../../apps/web/src/shared/i18n/en/flow.ts";
import { imports as enImports } from "../../apps/web/src/shared/i18n/en/imports.ts";
import { texts as en } from "../../apps/web/src/shared/i18n/en/index.ts";
import { setUp as enSetUp } from "../../apps/web/src/shared/i18n/en/set-up.ts";
import { settings as enSettings } from "../../apps/web/src/shared/i18n/en/settings.ts";
import { sipTraces as enSipTraces } from "../../apps/web/src/shared/i18n/en/sip-traces.ts";
import { ticketFlow as enTicketFlow } from "../../apps/web/src/shared/i18n/en/ticket-flow.ts";
import { automation as zhAutomation } from "../../apps/web/src/shared/i18n/zh/automation.ts";
import { flow as zhFlow } from "../../apps/web/src/shared/i18n/zh/flow.ts";
import { imports as zhImports } from "../../apps/web/src/shared/i18n/zh/imports.ts";
import { texts as zh } from "../../apps/web/src/shared/i18n/zh/index.ts";
import { setUp as zhSetUp } from "../../apps/web/src/shared/i18n/zh/set-up.ts";
import { settings as zhSettings } from "../../apps/web/src/shared/i18n/zh/settings.ts";
import { sipTraces as zhSipTraces } from "../../apps/web/src/shared/i18n/zh/sip-traces.ts";
import { ticketFlow as zhTicketFlow } from "../../apps/web/src/shared/i18n/zh/ticket-flow.ts";

const require = createRequire(import.meta.url);
const antd = (name: string): unknown => (require(`antd/locale/${name}`) as { default: unknown }).default;
const INTL = { zh: "zh-CN", en: "en" } as const;

/** Month and weekday names as calendars show them. */
const calendar = (language: Language): string[] => {
  const days = Array.from({ length: 12 }, (_, i) => new Date(2026, i, i + 1));
  const named = (options: Intl.DateTimeFormatOptions) => days.map((day) => new Intl.DateTimeFormat(INTL[language], options).format(day));
  const weekdays = named({ weekday: "short" });
  return [...named({ month: "short" }), ...named({ month: "long" }), ...weekdays, ...weekdays.map((day) => day.slice(0, 2))];
};
/** Names that antd gives its buttons whatever its locale. */
const FIXED = ["Clear", "Increase Value", "Decrease Value"];

/** Words of the demo enterprise's data that the interface has too: the level of a customer. */
const DATA = new Set(["普通"]);

/** Words that contracts have in both languages: errors, results, states, kinds. */
const CONTRACTS: Record<Language, string[]> = { zh: [], en: [] };
for (const list of Object.values(contracts))
  if (typeof list === "object" && list !== null && !("_zod" in list))
    for (const each of Object.values(list))
      if (typeof each === "object" && each !== null && typeof each.zh === "string" && typeof each.en === "string") {
        CONTRACTS.zh.push(each.zh);
        CONTRACTS.en.push(each.en);
      }

/** Everything that the interface itself says in a language. */
const OWN: Record<Language, Set<string>> = {
  zh: new Set([
    ...leaves([zh, zhFlow, zhSettings, zhTicketFlow, zhSetUp, zhSipTraces, zhAutomation, zhImports, ...CONTRACTS.zh, antd("zh_CN")]),
    ...calendar("zh"),
  ]),
  en: new Set([
    ...leaves([en, enFlow, enSettings, enTicketFlow, enSetUp, enSipTraces, enAutomation, enImports, ...CONTRACTS.en, antd("en_US")]),
    ...calendar("en"),
    ...FIXED,
  ]),
};

function leaves(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leaves) : [];
}

/** Texts and names on the page that the interface says in the other language. Parts that say of themselves which language they are in (`lang`) do not count. */
export async function foreignTexts(page: Page, language: Language): Promise<string[]> {
  const other = language === "zh" ? "en" : "zh";
  const foreign = [...OWN[other]].filter((text) => !OWN[language].has(text) && !DATA.has(text) && /\p{Letter}{2}/u.test(text));
  return page.evaluate((texts) => {
    const known = new Set(texts);
    const found = new Set<string>();
    const look = (text: string | null, element: Element) => {
      const said = text?.trim() ?? "";
      if (known.has(said) && element.closest("[lang]") === document.documentElement)
        found.add(`${said} (${element.tagName.toLowerCase()})`);
    };
    for (const element of document.body.querySelectorAll("*")) {
      const isHidden = element.closest("[aria-hidden=true]") !== null;
      for (const name of [...(isHidden ? [] : ["aria-label"]), "title", "placeholder", "alt"]) look(element.getAttribute(name), element);
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) look(node.textContent, element);
    }
    return [...found];
  }, foreign);
}
