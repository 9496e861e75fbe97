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
  off_duty: { color: "var(--cd-off-duty)", icon: <LogoutOutlined /> },
  ready: { color: "var(--cd-ready)", icon: <CheckCircleFilled /> },
  ringing: { color: "var(--cd-ringing)", icon: <PhoneOutlined /> },
  on_call: { color: "var(--cd-on-call)", icon: <PhoneFilled /> },
  wrap_up: { color: "var(--cd-wrap-up)", icon: <EditOutlined /> },
  on_break: { color: "var(--cd-on-break)", icon: <CoffeeOutlined /> },
  outbound_only: { color: "var(--cd-on-call)", icon: <ExportOutlined /> },
};
