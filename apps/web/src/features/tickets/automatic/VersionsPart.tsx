import type { RuleVersion } from "@cloverdesk/contracts";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { fullMoment, useLanguage } from "../../../shared/hooks/index.ts";
import { NotYet } from "../../../shared/ui/index.ts";
import { versionsQuery } from "./api.ts";
import css from "./automatic.module.css";
import { useRuleWords } from "./useRuleWords.ts";

interface Props {
  ruleId: string;
  /** Puts an earlier version into the form. */
  onRestore(version: RuleVersion): void;
}

/** What the task said in each version, latest first. */
export function VersionsPart({ ruleId, onRestore }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useRuleWords();
  const versions = useQuery(versionsQuery(ruleId));
  if (!versions.data) return <NotYet of={versions} rows={4} />;
  return (
    <ul className={css.list}>
      {versions.data.items.map(({ version, draft, savedAt, savedBy }, place) => (
        <li key={version} className={css.look}>
          <div>
            <strong>{t("automation.version", { n: version })}</strong> <time dateTime={savedAt}>{fullMoment(savedAt, language)}</time>
            {savedBy && <span className={css.soft}> · {savedBy.name}</span>}
            {place > 0 && (
              <Button
                size="small"
                type="link"
                aria-label={`${t("automation.restore")}: ${t("automation.version", { n: version })}`}
                onClick={() => onRestore({ version, draft, savedAt, savedBy })}
              >
                {t("automation.restore")}
              </Button>
            )}
          </div>
          <div className={css.sentences}>{[draft.name, words.trigger(draft.trigger), ...draft.steps.map(words.step)].join(" → ")}</div>
        </li>
      ))}
    </ul>
  );
}
