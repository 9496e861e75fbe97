import {
  CheckCircleFilled,
  CoffeeOutlined,
  EditOutlined,
  ExportOutlined,
  LogoutOutlined,
  PhoneFilled,
  PhoneOutlined,
} from "@ant-design/icons";
import type { AgentState } from "@cloverdesk/contracts";
import type { ReactNode } from "react";

/** Each state's colour and icon; the word comes from the texts. */
export const STATE_LOOK: Record<AgentState, { color: string; icon: ReactNode }> = {
  off_duty: { color: "var(--cd-off-duty)", icon: <LogoutOutlined aria-hidden="true" /> },
  ready: { color: "var(--cd-ready)", icon: <CheckCircleFilled aria-hidden="true" /> },
  ringing: { color: "var(--cd-ringing)", icon: <PhoneOutlined aria-hidden="true" /> },
  on_call: { color: "var(--cd-on-call)", icon: <PhoneFilled aria-hidden="true" /> },
  wrap_up: { color: "var(--cd-wrap-up)", icon: <EditOutlined aria-hidden="true" /> },
  on_break: { color: "var(--cd-on-break)", icon: <CoffeeOutlined aria-hidden="true" /> },
  outbound_only: { color: "var(--cd-on-call)", icon: <ExportOutlined aria-hidden="true" /> },
};
