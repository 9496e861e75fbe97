import { ArrowLeftOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { TicketWithCalls } from "../../tickets/Ticket.tsx";
import css from "./tickets.module.css";

/** One ticket on a page of its own. */
export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ticketId = "" } = useParams();
  return (
    <div className={css.ticket}>
      <Button
        type="link"
        className={css.back}
        icon={<ArrowLeftOutlined aria-hidden="true" />}
        onClick={() => void (window.history.state?.idx > 0 ? navigate(-1) : navigate("/tickets/mine/handling"))}
      >
        {t("tickets.back")}
      </Button>
      <TicketWithCalls key={ticketId} ticketId={ticketId} />
    </div>
  );
}
