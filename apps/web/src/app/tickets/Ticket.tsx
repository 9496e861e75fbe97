import { SoundOutlined } from "@ant-design/icons";
import type { Ticket } from "@cloverdesk/contracts";
import { Button } from "antd";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSelection } from "../../features/calls/index.ts";
import { useCan } from "../../features/identity/index.ts";
import { callOutForTicket, TicketView } from "../../features/tickets/index.ts";
import { Later, Lines } from "../../shared/ui/index.ts";

const RecordingPlayer = lazy(async () => ({
  default: (await import("../../features/calls/player.ts")).RecordingPlayer,
}));

/** A ticket with what other parts of the application give it: the recordings of its calls, and calling out, which leaves it in place. */
export function TicketWithCalls({ ticketId, compact, panel }: { ticketId: string; compact?: boolean; panel?: "transfer" | null }) {
  const dials = useCan("calls.dial");
  async function callOut(ticket: Ticket): Promise<void> {
    const callId = await callOutForTicket(ticket);
    useSelection.setState({ id: callId, tab: "inService" });
  }
  return (
    <TicketView
      ticketId={ticketId}
      compact={compact}
      panel={panel}
      onCallOut={dials ? callOut : null}
      renderCall={(call) => <CallOfTicket call={call} />}
    />
  );
}

/** A call of a ticket: the way to its record, and its recording. */
export function CallOfTicket({ call }: { call: Ticket["calls"][number] }) {
  const { t } = useTranslation();
  const reads = useCan("calls.read");
  const plays = useCan("recordings.play");
  const [listening, setListening] = useState(false);
  return (
    <div>
      {reads && <Link to={`/calls/${call.id}`}>{t("tickets.calls.open")}</Link>}
      {call.hasRecording && plays && !listening && (
        <Button type="link" size="small" icon={<SoundOutlined aria-hidden="true" />} onClick={() => setListening(true)}>
          {t("tickets.calls.listen")}
        </Button>
      )}
      {listening && (
        <Later fallback={<Lines rows={1} height={36} />}>
          <RecordingPlayer callId={call.id} compact />
        </Later>
      )}
    </div>
  );
}
