import "@xyflow/react/dist/base.css";
import { Background, type Connection, type EdgeTypes, MiniMap, type NodeTypes, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAppearance } from "../ui/index.ts";
import { Arrow } from "./Arrow.tsx";
import { CanvasTools, type Tools } from "./CanvasTools.tsx";
import { Card } from "./Card.tsx";
import type { CanvasArrow, CanvasNode, Selection } from "./canvas.ts";
import { type EdgeOf, edgesOf, type NodeOf, nodesOf } from "./drawn.ts";
import css from "./FlowCanvas.module.css";
import { GRID, type Point } from "./geometry.ts";
import { useCanvasKeys } from "./useCanvasKeys.ts";
import { useMoving } from "./useMoving.ts";
import { useShowing } from "./useShowing.ts";

interface Props {
  /** What the whole is called for those who cannot see it. */
  label: string;
  nodes: readonly CanvasNode[];
  arrows: readonly CanvasArrow[];
  selected: Selection;
  readOnly: boolean;
  tools: Tools;
  onSelect(selected: Selection): void;
  /** A card was moved; `step` is the same while one is moved on and on with the keyboard. */
  onMove(id: string, at: Point, step: string): void;
  onConnect(from: string, to: string): void;
  onRemove(selected: NonNullable<Selection>): void;
}

const MINIMAP = { width: 160, height: 108 };
const nodeTypes: NodeTypes = { card: Card };
const edgeTypes: EdgeTypes = { arrow: Arrow };

/**
 * A flow as cards and arrows: moved, joined, chosen and removed with the pointer or the keyboard. It knows nothing of what flows; whoever
 * uses it says what cards and arrows mean, keeps the history and does the changes. Loaded lazily: the drawing library is large.
 */
export function FlowCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ label, nodes, arrows, selected, readOnly, tools, onSelect, onMove, onConnect, onRemove }: Props) {
  const { t } = useTranslation();
  const mode = useAppearance((s) => s.mode);
  const area = useRef<HTMLDivElement>(null);
  const { places, onNodesChange } = useMoving(nodes, selected, onMove, onSelect);
  const words = useWords();
  const drawn = useMemo(() => nodesOf(nodes, places, selected, words), [nodes, places, selected, words]);
  const lines = useMemo(() => edgesOf(nodes, places, arrows, selected, onSelect), [nodes, places, arrows, selected, onSelect]);
  useShowing(nodes, selected);
  useCanvasKeys(area, { ...tools, remove: selected && !readOnly ? () => onRemove(selected) : null });
  const connect = ({ source, target }: Connection) => onConnect(source, target);
  return (
    <section ref={area} className={css.canvas} aria-label={label}>
      <ReactFlow<NodeOf, EdgeOf>
        nodes={drawn}
        edges={lines}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={mode}
        onNodesChange={onNodesChange}
        onConnect={connect}
        onEdgeClick={(_, edge) => onSelect({ kind: "arrow", id: edge.id })}
        onPaneClick={() => onSelect(null)}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesFocusable={false}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        connectionRadius={60}
        snapToGrid
        snapGrid={[GRID, GRID]}
        minZoom={0.2}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
        zoomOnDoubleClick={false}
        ariaLabelConfig={{
          "node.a11yDescription.default": t(readOnly ? "flow.canvas.nodeKeysReadOnly" : "flow.canvas.nodeKeys"),
          "node.a11yDescription.keyboardDisabled": t("flow.canvas.nodeKeysReadOnly"),
          "node.a11yDescription.ariaLiveMessage": ({ x, y }) => t("flow.canvas.movedTo", { x: Math.round(x), y: Math.round(y) }),
          "minimap.ariaLabel": t("flow.canvas.minimap"),
          "handle.ariaLabel": t("flow.canvas.handle"),
        }}
      >
        <Background gap={GRID} size={1} color="var(--cd-line)" bgColor="var(--cd-page)" />
        <MiniMap
          pannable
          zoomable
          className={css.minimap ?? ""}
          style={MINIMAP}
          bgColor="var(--cd-surface)"
          maskColor="color-mix(in srgb, var(--cd-page) 70%, transparent)"
          nodeColor={(node) => (node.selected ? "var(--cd-brand)" : "var(--cd-text-soft)")}
          nodeBorderRadius={12}
        />
      </ReactFlow>
      <CanvasTools tools={tools} readOnly={readOnly} />
    </section>
  );
}

/** What a card says to those who cannot see its colours and marks. */
function useWords() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      start: t("flow.canvas.start"),
      end: t("flow.canvas.end"),
      plain: "",
      problems: (n: number) => t("flow.canvas.problems", { n }),
    }),
    [t],
  );
}
