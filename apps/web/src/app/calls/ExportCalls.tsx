import { useTranslation } from "react-i18next";
import { callExport, type RecordFilter } from "../../features/calls/records.ts";
import { ExportMenu } from "../../features/exports/index.ts";
import { useCan } from "../../features/identity/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";

/** The export of call records as they are filtered, for those who may. */
export function ExportCalls({ filter, mine }: { filter: RecordFilter; mine: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!useCan("calls.export")) return null;
  const title = t(mine ? "calls.records.mine" : "calls.records.all");
  const { timeZone, ...ask } = callExport({ filter, mine, title }, language);
  return <ExportMenu ask={{ ...ask, sizeText: (n) => t("calls.records.exportSize", { n, zone: timeZone }) }} />;
}
