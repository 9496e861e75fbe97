import { useContext } from "react";
import { RecordView } from "../../features/calls/records.ts";
import { CallSignalling } from "../../features/sip-traces/index.ts";
import { DialContext } from "../../shared/ui/index.ts";
import { TicketFromCall } from "../tickets/TicketFromCall.tsx";

/** A call record beside the page. */
export default function RecordPanel({ id }: { id: string }) {
  return (
    <RecordView
      callId={id}
      onCallBack={useContext(DialContext)}
      newTicket={<TicketFromCall callId={id} />}
      signalling={<CallSignalling callId={id} />}
    />
  );
}
