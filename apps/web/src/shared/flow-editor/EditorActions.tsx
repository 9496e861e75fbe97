import { CheckOutlined, ExclamationCircleOutlined, SyncOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import css from "./editor.module.css";
import type { FlowVersionOf, VersionItem } from "./source.ts";
import type { SaveState } from "./useFlowDraft.ts";
import type { FlowEditing } from "./useFlowEditor.ts";

interface Props<V extends FlowVersionOf<unknown>, Item extends VersionItem> {
  editing: FlowEditing<V, Item>;
  inForce: number | null;
  /** What discarding leaves while nothing is published. */
  firstDraft: string;
}

/** Beside the title: which version this is, whether it is saved, and what becomes of it. */
export function EditorActions<V extends FlowVersionOf<unknown>, Item extends VersionItem>({
  editing,
  inForce,
  firstDraft,
}: Props<V, Item>) {
  const { draft, isDraft, nextVersion, readOnly, discard, askToPublish } = editing;
  const { t } = useTranslation();
  return (
    <>
      <Saved state={draft.state} isDraft={draft.base.state === "draft"} onRetry={() => void draft.flush()} />
      <span className={css.version} data-draft={isDraft}>
        {isDraft ? t("flow.draftOf", { n: nextVersion }) : t("flow.inForce", { n: draft.base.version })}
      </span>
      {isDraft && !readOnly && (
        <>
          <Popconfirm
            title={t("flow.discard.sure")}
            description={inForce === null ? firstDraft : t("flow.discard.text", { n: inForce })}
            okText={t("flow.discard.button")}
            okButtonProps={{ danger: true }}
            cancelText={t("flow.publish.cancel")}
            onConfirm={discard}
          >
            <Button disabled={draft.state === "conflict"}>{t("flow.discard.button")}</Button>
          </Popconfirm>
          <Button type="primary" disabled={draft.state === "conflict"} onClick={askToPublish}>
            {t("flow.publish.button")}
          </Button>
        </>
      )}
    </>
  );
}

function Saved({ state, isDraft, onRetry }: { state: SaveState; isDraft: boolean; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <span className={css.saved} role="status" data-state={state}>
      {(state === "pending" || state === "saving") && (
        <>
          <SyncOutlined aria-hidden="true" /> {t(`flow.save.${state}`)}
        </>
      )}
      {(state === "saved" || (state === "none" && isDraft)) && (
        <>
          <CheckOutlined aria-hidden="true" /> {t("flow.save.saved")}
        </>
      )}
      {state === "failed" && (
        <>
          <ExclamationCircleOutlined aria-hidden="true" /> {t("flow.save.failed")}
          <Button type="link" size="small" onClick={onRetry}>
            {t("flow.save.retry")}
          </Button>
        </>
      )}
    </span>
  );
}
