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
  /** One level out (-1) or in (1), in a tree. */
  onSide?(by: -1 | 1): void;
}

const STEPS: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

/** The grip of a row: dragged with the mouse, moved with the arrow keys. */
export function MoveHandle({ id, kind, itemId, name, index, count, onStep, onSide }: Props) {
  const { t } = useTranslation();
  const [stepped, setStepped] = useState(false);
  return (
    <button
      type="button"
      id={id}
      className={css.handle}
      aria-label={t("settings.move.label", { name })}
      title={t(`settings.move.${onSide ? "howTree" : "how"}`)}
      {...carry(kind, itemId)}
      onKeyDown={(event) => {
        const by = STEPS[event.key];
        const go = event.key === "ArrowUp" || event.key === "ArrowDown" ? onStep : onSide;
        if (!by || !go) return;
        event.preventDefault();
        setStepped(true);
        go(by);
      }}
    >
      <HolderOutlined aria-hidden="true" />
      <span className="sr-only" role="status">
        {stepped && t("settings.move.now", { name, n: index + 1, of: count })}
      </span>
    </button>
  );
}
