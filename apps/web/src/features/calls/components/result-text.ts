import { CALL_RESULTS, type Contact, type Language } from "@cloverdesk/contracts";
import type { TFunction } from "i18next";

type Outcome = Pick<Contact, "result" | "endedBy"> & { part?: Pick<Contact["part"], "outcome" | "role"> };

/** How a call came out, in words. For somebody whose page was lost, or who transferred it, it ended with that, however it went on with others. Who was asked only had no result. */
export function resultText(outcome: Outcome, t: TFunction, language: Language): string {
  const { result, endedBy } = outcome;
  if (outcome.part?.role === "consulted") return t("calls.consult.wasAsked");
  if (outcome.part?.outcome === "page_lost") return CALL_RESULTS.page_lost[language];
  if (outcome.part?.outcome === "transferred") return t("calls.record.outcomes.transferred");
  if (!result) return t("shell.unknown");
  const words = CALL_RESULTS[result][language];
  return result === "answered" && endedBy ? `${words} · ${t(`calls.endedBy.${endedBy}`)}` : words;
}
