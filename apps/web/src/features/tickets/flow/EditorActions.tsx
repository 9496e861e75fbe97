import { CheckOutlined, ExclamationCircleOutlined, SyncOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import css from "./editor.module.css";
import type { useFlowDraft } from "./useFlowDraft.ts";

type Draft = ReturnType<typeof useFlowDraft>;

interface Props {
  draft: Draft;
  isDraft: boolean;
  inForce: number | null;
  nextVersion: number;
  readOnly: boolean;
  onDiscard(): Promise<void>;
  onPublish(): void;
}

/** Beside the title: which version this is, whether it is saved, and what becomes of it. */
export function EditorActions({ draft, isDraft, inForce, nextVersion, readOnly, onDiscard, onPublish }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Saved draft={draft} />
      <span className={css.version} data-draft={isDraft}>
        {isDraft ? t("flow.draftOf", { n: nextVersion }) : t("flow.inForce", { n: draft.base.version })}
      </span>
      {isDraft && !readOnly && (
        <>
          <Popconfirm
            title={t("flow.discard.sure")}
            description={inForce === null ? t("flow.discard.textNew") : t("flow.discard.text", { n: inForce })}
            okText={t("flow.discard.button")}
            okButtonProps={{ danger: true }}
            cancelText={t("flow.publish.cancel")}
            onConfirm={onDiscard}
          >
            <Button disabled={draft.state === "conflict"}>{t("flow.discard.button")}</Button>
          </Popconfirm>
          <Button type="primary" disabled={draft.state === "conflict"} onClick={onPublish}>
            {t("flow.publish.button")}
          </Button>
        </>
      )}
    </>
  );
}

function Saved({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { state } = draft;
  return (
    <span className={css.saved} role="status" data-state={state}>
      {(state === "pending" || state === "saving") && (
        <>
          <SyncOutlined aria-hidden="true" /> {t(`flow.save.${state}`)}
        </>
      )}
      {(state === "saved" || (state === "none" && draft.base.state === "draft")) && (
        <>
          <CheckOutlined aria-hidden="true" /> {t("flow.save.saved")}
        </>
      )}
      {state === "failed" && (
        <>
          <ExclamationCircleOutlined aria-hidden="true" /> {t("flow.save.failed")}
          <Button type="link" size="small" onClick={() => void draft.flush()}>
            {t("flow.save.retry")}
          </Button>
        </>
      )}
    </span>
  );
}
