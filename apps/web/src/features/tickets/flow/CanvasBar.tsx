import { CheckCircleOutlined, EyeOutlined, PlusOutlined, WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import css from "./editor.module.css";
import type { useFlowDraft } from "./useFlowDraft.ts";

interface Props {
  draft: ReturnType<typeof useFlowDraft>;
  readOnly: boolean;
  /** The former version that is shown. */
  shown: number | null;
  latestIsDraft: boolean;
  onAdd(kind: "work" | "end"): void;
  onRestore: (() => void) | null;
  onLeave(): void;
}

/** Above the canvas: what to add; or that this is a former version; or that somebody else saved the draft meanwhile. */
export function CanvasBar({ draft, readOnly, shown, latestIsDraft, onAdd, onRestore, onLeave }: Props) {
  const { t } = useTranslation();
  if (readOnly && shown !== null)
    return (
      <div className={css.bar} data-tone="info">
        <EyeOutlined aria-hidden="true" />
        <strong>{t("flow.versions.viewing", { n: shown })}</strong>
        <span className={css.spring} />
        <Button disabled={!onRestore} onClick={() => onRestore?.()}>
          {t("flow.versions.restore")}
        </Button>
        <Button type="primary" onClick={onLeave}>
          {t(latestIsDraft ? "flow.versions.leave" : "flow.versions.leaveCurrent")}
        </Button>
      </div>
    );
  if (draft.theirs)
    return (
      <div className={css.bar} data-tone="warning" role="alert">
        <WarningFilled aria-hidden="true" />
        <span>
          <strong>{t("flow.conflict.title", { name: draft.theirs.updatedBy?.name ?? t("flow.conflict.someone") })}</strong>{" "}
          {t("flow.conflict.text")}
        </span>
        <span className={css.spring} />
        <Button title={t("flow.conflict.mineHint")} onClick={() => draft.decide("mine")}>
          {t("flow.conflict.mine")}
        </Button>
        <Button type="primary" title={t("flow.conflict.theirsHint")} onClick={() => draft.decide("theirs")}>
          {t("flow.conflict.theirs")}
        </Button>
      </div>
    );
  return (
    <div className={css.bar}>
      <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => onAdd("work")}>
        {t("flow.addNode")}
      </Button>
      <Button icon={<CheckCircleOutlined aria-hidden="true" />} onClick={() => onAdd("end")}>
        {t("flow.addEnd")}
      </Button>
    </div>
  );
}
