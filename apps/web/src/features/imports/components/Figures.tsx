import { IMPORT_OUTCOMES, type ImportItem, type ImportOutcome } from "@cloverdesk/contracts";
import { figure, useLanguage } from "../../../shared/hooks/index.ts";
import css from "./imports.module.css";

export const OUTCOMES = Object.keys(IMPORT_OUTCOMES) as ImportOutcome[];

/** Rows by outcome, those that there are; with `onChoose` each shows its rows. */
export function Figures({
  figures,
  chosen,
  onChoose,
}: {
  figures: ImportItem["figures"];
  chosen?: ImportOutcome | null;
  onChoose?: (outcome: ImportOutcome | null) => void;
}) {
  const language = useLanguage();
  return (
    <ul className={css.figures}>
      {OUTCOMES.filter((outcome) => figures[outcome]).map((outcome) => {
        const words = `${IMPORT_OUTCOMES[outcome][language]} ${figure(figures[outcome] ?? 0, language)}`;
        return (
          <li key={outcome}>
            {onChoose ? (
              <button type="button" aria-pressed={chosen === outcome} onClick={() => onChoose(chosen === outcome ? null : outcome)}>
                {words}
              </button>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}
