import { worklistOrder, worklistScope } from "@cloverdesk/contracts";
import { Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Chosen } from "./chosen.ts";
import css from "./worklist.module.css";

interface Props {
  chosen: Chosen;
  onChoose(next: Partial<Chosen>): void;
  inHand: boolean;
  /** Why there is no next task now. */
  refusal: string | null;
  next: ReactNode;
}

/** Where the next task comes from, in which order, and the way to it. */
export function TaskBar({ chosen, onChoose, inHand, refusal, next }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.bar} role="toolbar" aria-label={t("tickets.nextTask")}>
      {next}
      <Segmented
        aria-label={t("worklist.scope")}
        value={chosen.scope}
        onChange={(scope) => onChoose({ scope })}
        options={worklistScope.options.map((value) => ({ value, label: t(`worklist.scopes.${value}`) }))}
      />
      <Select
        aria-label={t("worklist.order")}
        value={chosen.order}
        popupMatchSelectWidth={false}
        onChange={(order) => onChoose({ order })}
        options={worklistOrder.options.map((value) => ({ value, label: t(`worklist.orders.${value}`) }))}
      />
      <span className={css.refusal} role="status">
        {refusal}
      </span>
      {inHand && <span className={css.soft}>{t("worklist.keys")}</span>}
    </div>
  );
}
