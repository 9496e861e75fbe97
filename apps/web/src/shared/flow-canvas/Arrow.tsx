import { EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import type { EdgeOf } from "./drawn.ts";
import css from "./FlowCanvas.module.css";

/** An action. Its name is the button that chooses it. */
export function Arrow({ data, selected = false }: EdgeProps<EdgeOf>) {
  const { t } = useTranslation();
  if (!data) return null;
  const { arrow, route, select } = data;
  const look = { "data-selected": selected, "data-strong": arrow.strong, "data-problem": arrow.problems.length > 0 };
  const { x, y, angle } = route.head;
  return (
    <>
      <path className="react-flow__edge-interaction" d={route.path} fill="none" strokeOpacity={0} strokeWidth={16} />
      <path className={css.line} {...look} d={route.path} />
      <path className={css.head} {...look} d="M0,0 L-9,-5 L-9,5 Z" transform={`translate(${x},${y}) rotate(${angle})`} />
      <EdgeLabelRenderer>
        <button
          type="button"
          className={`nodrag nopan ${css.name}`}
          {...look}
          style={{ transform: `translate(-50%, -50%) translate(${route.label.x}px, ${route.label.y}px)` }}
          aria-pressed={selected}
          aria-label={[t("flow.canvas.arrow", { name: arrow.label }), ...arrow.problems.map(({ text }) => text)].join(", ")}
          title={[arrow.label, ...arrow.problems.map(({ text }) => text)].join("\n")}
          onClick={select}
        >
          {arrow.label}
        </button>
      </EdgeLabelRenderer>
    </>
  );
}
