import { EyeOutlined, WarningFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import css from "./editor.module.css";
import type { Adding } from "./kind.ts";
import type { FlowVersionOf, VersionItem } from "./source.ts";
import type { FlowEditing } from "./useFlowEditor.ts";

interface Props<V extends FlowVersionOf<unknown>, Item extends VersionItem> {
  editing: FlowEditing<V, Item>;
  adding: readonly Adding[];
}

/** Above the canvas: what to add; or that this is a former version; or that somebody else saved the draft meanwhile. */
export function CanvasBar<V extends FlowVersionOf<unknown>, Item extends VersionItem>({ editing, adding }: Props<V, Item>) {
  const { t } = useTranslation();
  const { draft, version, restore, isDraft } = editing;
  if (version !== null)
    return (
      <div className={css.bar} data-tone="info">
        <EyeOutlined aria-hidden="true" />
        <strong>{t("flow.versions.viewing", { n: version })}</strong>
        <span className={css.spring} />
        <Button disabled={!restore} onClick={() => restore?.()}>
          {t("flow.versions.restore")}
        </Button>
        <Button type="primary" onClick={() => editing.view(null)}>
          {t(isDraft ? "flow.versions.leave" : "flow.versions.leaveCurrent")}
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
      {adding.map(({ key, text, icon, onAdd }) => (
        <Button key={key} icon={icon} onClick={onAdd}>
          {text}
        </Button>
      ))}
    </div>
  );
}
