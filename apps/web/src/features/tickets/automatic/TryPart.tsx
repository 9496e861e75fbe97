import type { RuleDraft, RuleTry } from "@cloverdesk/contracts";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { Group } from "../../../shared/settings-page/index.ts";
import { NumberInput } from "../../../shared/ui/NumberInput.tsx";
import { tryRule } from "./api.ts";
import css from "./automatic.module.css";
import { Steps, Verdicts } from "./Looks.tsx";

/** What the task, as it stands in the form, would do with one ticket now. */
export function TryPart({ draft }: { draft: RuleDraft }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [number, setNumber] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<RuleTry | { failed: string } | null>(null);
  async function go(): Promise<void> {
    if (number === null || busy) return;
    setBusy(true);
    try {
      setAnswer(await tryRule(draft, number));
    } catch (error) {
      setAnswer({ failed: errorText(error, language) });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Group title={t("automation.try.title")}>
      <p className={css.soft}>{t("automation.try.text")}</p>
      <div className={css.line}>
        <NumberInput
          aria-label={t("automation.try.number")}
          placeholder={t("automation.try.number")}
          style={{ width: 160 }}
          min={1}
          precision={0}
          value={number}
          onChange={setNumber}
        />
        <Button loading={busy && { delay: 300 }} disabled={number === null} onClick={() => void go()}>
          {t("automation.try.go")}
        </Button>
      </div>
      <div aria-live="polite">{answer && <Answer answer={answer} />}</div>
    </Group>
  );
}

function Answer({ answer }: { answer: RuleTry | { failed: string } }) {
  const { t } = useTranslation();
  if ("failed" in answer) return <Alert type="error" showIcon title={answer.failed} />;
  const { ticket, holds, verdicts, steps, names } = answer;
  return (
    <div className={css.part}>
      <p>
        #{ticket.number} {ticket.title} · <strong>{t(holds ? "automation.try.would" : "automation.try.wouldNot")}</strong>
      </p>
      <Verdicts verdicts={verdicts} names={names} />
      <Steps steps={steps} names={names} />
    </div>
  );
}
