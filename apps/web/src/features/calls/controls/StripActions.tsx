import { CheckOutlined, EditOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import { agentErrors, type Contact } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../shared/hooks/index.ts";
import type { SummaryWish } from "../summary/asked.ts";
import css from "./CallBar.module.css";
import { keyName } from "./keys.ts";

interface Props {
  contact: Contact;
  /** Null for those who write no summaries. */
  onSummary: ((wish: SummaryWish) => void) | null;
  /** Its form is shown, with a button of its own to save. */
  summaryOpen: boolean;
  /** In wrap-up: whether work can be continued now. */
  canContinue: boolean;
  onContinue(): void;
  onKeys(): void;
}

/** What the strip has beside the controls: the summary with its mark; in wrap-up what saves it and what goes on. */
export function StripActions({ contact, onSummary, summaryOpen, canContinue, onContinue, onKeys }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hasEnded = contact.state === "ended";
  const isSaved = contact.part.summaryState === "saved";
  return (
    <div className={css.actions}>
      {onSummary && (
        <Button
          size="small"
          data-next
          aria-expanded={summaryOpen}
          title={t(`calls.strip.summary.${contact.part.summaryState}`)}
          icon={isSaved ? <CheckOutlined className={css.saved} aria-hidden="true" /> : <EditOutlined aria-hidden="true" />}
          onClick={() => onSummary("show")}
        >
          {t("calls.summary.label")}
        </Button>
      )}
      {hasEnded && onSummary && !isSaved && !summaryOpen && (
        <Button
          size="small"
          type="primary"
          title={`${t("calls.summary.save")} (${keyName("save")})`}
          aria-keyshortcuts={keyName("save")}
          onClick={() => onSummary("save")}
        >
          {t("calls.summary.save")}
        </Button>
      )}
      {hasEnded && (
        <Button
          size="small"
          type={canContinue && (isSaved || !onSummary) ? "primary" : "default"}
          disabled={!canContinue}
          title={canContinue ? `${t("agents.continueWork")} (${keyName("continue")})` : agentErrors["agents.summary_required"][language]}
          aria-keyshortcuts={keyName("continue")}
          onClick={onContinue}
        >
          {t("agents.continueWork")}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        icon={<QuestionCircleOutlined aria-hidden="true" />}
        aria-label={t("shell.keys.title")}
        title={`${t("shell.keys.title")} ( ? )`}
        onClick={onKeys}
      />
    </div>
  );
}
