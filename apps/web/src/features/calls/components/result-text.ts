import { CALL_RESULTS, type Contact, type Language } from "@cloverdesk/contracts";
import type { TFunction } from "i18next";

type Outcome = Pick<Contact, "result" | "endedBy" | "cause"> & { part?: Pick<Contact["part"], "outcome"> };

/**
 * How a call came out, in words; for calls out that failed with what the network said. For somebody whose page was lost, or who transferred it, the call
 * ended with that, however it went on with others.
 */
export function resultText(outcome: Outcome, t: TFunction, language: Language): string {
  const { result, endedBy, cause } = outcome;
  if (outcome.part?.outcome === "page_lost") return CALL_RESULTS.page_lost[language];
  if (outcome.part?.outcome === "transferred") return t("calls.record.outcomes.transferred");
  if (!result) return t("shell.unknown");
  const words: string[] = [CALL_RESULTS[result][language]];
  if (result === "answered" && endedBy) words.push(t(`calls.endedBy.${endedBy}`));
  if (result !== "answered" && cause?.sipStatus) {
    words.push(
      cause.q850 === null
        ? t("calls.bar.network", { status: cause.sipStatus })
        : t("calls.bar.networkCause", { status: cause.sipStatus, q850: cause.q850 }),
    );
  }
  return words.join(" · ");
}
