import type { Rule } from "@cloverdesk/contracts";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { tell } from "../../../shared/ui/index.ts";
import { pauseRule, startRule } from "./api.ts";
import css from "./automatic.module.css";

/** Says whether it acts, and starts or pauses it. */
export function StateButton({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const active = rule.state === "active";
  async function change(): Promise<void> {
    setBusy(true);
    try {
      await (active ? pauseRule(rule) : startRule(rule));
    } catch (error) {
      tell("bad", errorText(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <span className={css.state}>
      {t(active ? "automation.active" : "automation.paused")}
      <Button size="small" loading={busy && { delay: 300 }} onClick={() => busy || void change()}>
        {t(active ? "automation.pause" : "automation.start")}
      </Button>
    </span>
  );
}
