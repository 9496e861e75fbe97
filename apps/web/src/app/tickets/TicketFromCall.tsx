import { FileAddOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../../features/identity/index.ts";
import { openNewTicket } from "./new-ticket.ts";

/** Makes a ticket of a call: prefilled from it and linked to it. */
export function TicketFromCall({ callId }: { callId: string }) {
  const { t } = useTranslation();
  if (!useCan("tickets.create")) return null;
  return (
    <Button size="small" icon={<FileAddOutlined aria-hidden="true" />} onClick={() => openNewTicket({ source: "call", callId })}>
      {t("tickets.new")}
    </Button>
  );
}
