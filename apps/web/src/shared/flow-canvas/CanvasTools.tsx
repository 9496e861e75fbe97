import { ApartmentOutlined, FullscreenOutlined, RedoOutlined, UndoOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { useReactFlow } from "@xyflow/react";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./FlowCanvas.module.css";

/** What can be done with the whole; null where it cannot be done now. */
export interface Tools {
  undo: (() => void) | null;
  redo: (() => void) | null;
  arrange: (() => void) | null;
}

export function CanvasTools({ tools, readOnly }: { tools: Tools; readOnly: boolean }) {
  const { t } = useTranslation();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const fit = () => void fitView({ maxZoom: 1, padding: 0.12 });
  const arrange =
    tools.arrange &&
    (() => {
      tools.arrange?.();
      requestAnimationFrame(fit);
    });
  return (
    <div className={css.tools} role="toolbar" aria-label={t("flow.canvas.tools")}>
      {!readOnly && (
        <>
          <Tool name={t("flow.canvas.undo")} keys="Ctrl+Z" icon={<UndoOutlined aria-hidden="true" />} onClick={tools.undo} />
          <Tool name={t("flow.canvas.redo")} keys="Ctrl+Shift+Z" icon={<RedoOutlined aria-hidden="true" />} onClick={tools.redo} />
          <Tool name={t("flow.canvas.arrange")} icon={<ApartmentOutlined aria-hidden="true" />} onClick={arrange} />
        </>
      )}
      <Tool name={t("flow.canvas.zoomIn")} icon={<ZoomInOutlined aria-hidden="true" />} onClick={() => void zoomIn()} />
      <Tool name={t("flow.canvas.zoomOut")} icon={<ZoomOutOutlined aria-hidden="true" />} onClick={() => void zoomOut()} />
      <Tool name={t("flow.canvas.fit")} icon={<FullscreenOutlined aria-hidden="true" />} onClick={fit} />
    </div>
  );
}

function Tool({ name, keys, icon, onClick }: { name: string; keys?: string; icon: ReactNode; onClick: (() => void) | null }) {
  return (
    <Tooltip title={keys ? `${name} (${keys})` : name}>
      <Button type="text" aria-label={name} icon={icon} disabled={!onClick} onClick={() => onClick?.()} />
    </Tooltip>
  );
}
