import { ArrowLeftOutlined } from "@ant-design/icons";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { RecordView } from "../../features/calls/records.ts";
import { CallSignalling } from "../../features/sip-traces/index.ts";
import { DialContext } from "../../shared/ui/index.ts";
import { TicketFromCall } from "../tickets/TicketFromCall.tsx";
import css from "./CallPage.module.css";

/** One call record on a page of its own. */
export function Component() {
  const { t } = useTranslation();
  const { callId = "" } = useParams();
  const dial = useContext(DialContext);
  return (
    <div className={css.page}>
      <div className={css.column}>
        <h1 className="sr-only">{t("calls.record.title")}</h1>
        <Link to="/calls" className={css.back}>
          <ArrowLeftOutlined aria-hidden="true" /> {t("calls.records.back")}
        </Link>
        <RecordView
          key={callId}
          callId={callId}
          onCallBack={dial}
          newTicket={<TicketFromCall callId={callId} />}
          signalling={<CallSignalling callId={callId} />}
        />
      </div>
    </div>
  );
}
