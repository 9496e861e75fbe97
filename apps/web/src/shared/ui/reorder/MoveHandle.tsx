import { HolderOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { carry } from "./drag.ts";
import css from "./reorder.module.css";

interface Props {
  id: string;
  /** What is moved: lists take the kinds that they know. */
  kind: string;
  itemId: string;
  name: string;
  /** Its place among `count`, from 0. */
  index: number;
  count: number;
  /** One step up (-1) or down (1). */
  onStep(by: -1 | 1): void;
}

/** The grip of a row: dragged with the mouse, moved with the arrow keys. */
export function MoveHandle({ id, kind, itemId, name, index, count, onStep }: Props) {
  const { t } = useTranslation();
  const [stepped, setStepped] = useState(false);
  return (
    <button
      type="button"
      id={id}
      className={css.handle}
      aria-label={t("settings.move.label", { name })}
      title={t("settings.move.how")}
      {...carry(kind, itemId)}
      onKeyDown={(event) => {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        setStepped(true);
        onStep(event.key === "ArrowUp" ? -1 : 1);
      }}
    >
      <HolderOutlined aria-hidden="true" />
      <span className="sr-only" role="status">
        {stepped && t("settings.move.now", { name, n: index + 1, of: count })}
      </span>
    </button>
  );
}
