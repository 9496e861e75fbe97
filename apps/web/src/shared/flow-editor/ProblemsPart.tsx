import { CheckCircleFilled, ExclamationCircleFilled, WarningFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Selection } from "../flow-canvas/index.ts";
import type { Problem } from "./kind.ts";
import css from "./side.module.css";

interface Props {
  problems: readonly Problem[];
  onSelect(selected: Selection): void;
}

/** Everything that is wrong with the flow; each leads to where it can be repaired. */
export function ProblemsPart({ problems, onSelect }: Props) {
  const { t } = useTranslation();
  const sorted = [...problems].sort((a, b) => Number(b.grave) - Number(a.grave));
  return (
    <section className={css.problems} aria-label={t("flow.problems.title")}>
      <h3>
        {t("flow.problems.title")} <span className={css.count}>{problems.length}</span>
      </h3>
      {problems.length === 0 && (
        <p className={css.fine}>
          <CheckCircleFilled aria-hidden="true" /> {t("flow.problems.none")}
        </p>
      )}
      <ul>
        {sorted.map(({ key, text, grave, subject, place }) => (
          <li key={key}>
            <button type="button" onClick={() => onSelect(place)}>
              {grave ? (
                <ExclamationCircleFilled className={css.grave ?? ""} aria-hidden="true" />
              ) : (
                <WarningFilled className={css.light ?? ""} aria-hidden="true" />
              )}
              <span>
                <strong>{subject ?? t("flow.problems.whole")}</strong> {text}
                {!grave && <em> ({t("flow.problems.hint")})</em>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
