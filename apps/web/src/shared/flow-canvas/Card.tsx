import { ExclamationCircleFilled, WarningFilled } from "@ant-design/icons";
import { Handle, type NodeProps, Position, useConnection } from "@xyflow/react";
import type { NodeOf } from "./drawn.ts";
import css from "./FlowCanvas.module.css";

/** A node. What it says to screen readers stands in its label (drawn.ts). */
export function Card({ data: { node }, selected, isConnectable }: NodeProps<NodeOf>) {
  const connecting = useConnection((connection) => connection.inProgress);
  const grave = node.problems.some((problem) => problem.grave);
  return (
    <div className={css.card} data-tone={node.tone} data-selected={selected} data-problem={node.problems.length > 0} aria-hidden="true">
      <span className={css.icon}>{node.icon}</span>
      <span className={css.words}>
        <strong title={node.title}>{node.title}</strong> <span title={node.line}>{node.line}</span>
      </span>
      {node.marks.length > 0 && (
        <span className={css.marks}>
          {node.marks.map((mark) => (
            <span key={mark.key} title={mark.text}>
              {mark.icon}
            </span>
          ))}
        </span>
      )}
      {node.problems.length > 0 && (
        <span className={css.problem} data-grave={grave} title={node.problems.map(({ text }) => text).join("\n")}>
          {grave ? <ExclamationCircleFilled /> : <WarningFilled />}
        </span>
      )}
      <Handle type="target" position={Position.Left} className={css.target ?? ""} data-open={connecting} isConnectable={isConnectable} />
      {node.tone !== "end" && <Handle type="source" position={Position.Right} className={css.source ?? ""} isConnectable={isConnectable} />}
    </div>
  );
}
