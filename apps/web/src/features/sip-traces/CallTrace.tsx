import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText, isCode } from "../../shared/api/index.ts";
import { useLanguage } from "../../shared/hooks/index.ts";
import { loadTexts } from "../../shared/i18n/index.ts";
import { NotYet, tell } from "../../shared/ui/index.ts";
import { callTraceQuery, saveCallTrace } from "./api.ts";
import { Ladder } from "./Ladder.tsx";
import css from "./sip-traces.module.css";

/** What was said in SIP for a call. */
export default function CallTrace({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [worded, setWorded] = useState(false);
  const trace = useQuery(callTraceQuery(callId));
  useEffect(() => void loadTexts("sipTraces").then(() => setWorded(true)), []);
  if (!worded) return null;
  if (isCode(trace.error, "sip_traces.none")) return <p className={css.soft}>{errorText(trace.error, language)}</p>;
  if (!trace.data) return <NotYet of={trace} rows={6} />;
  return (
    <>
      <div className={css.tools}>
        <Button size="small" loading={trace.isFetching} onClick={() => void trace.refetch()}>
          {t("sipTraces.refresh")}
        </Button>
        <Button size="small" onClick={() => void saveCallTrace(callId).catch((error) => tell("bad", errorText(error, language)))}>
          {t("sipTraces.save")}
        </Button>
        <span className={css.soft}>{t("sipTraces.masked")}</span>
      </div>
      <Ladder trace={trace.data} />
    </>
  );
}
