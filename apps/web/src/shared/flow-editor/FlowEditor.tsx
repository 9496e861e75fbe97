import { FlowCanvas } from "../flow-canvas/index.ts";
import { LeaveGuard, SettingsPage } from "../settings-page/index.ts";
import { NotYet } from "../ui/index.ts";
import { CanvasBar } from "./CanvasBar.tsx";
import { EditorActions } from "./EditorActions.tsx";
import css from "./editor.module.css";
import type { FlowKind } from "./kind.ts";
import { SidePanel } from "./SidePanel.tsx";
import type { FlowVersionOf, VersionItem } from "./source.ts";

/** The editor of a flow that has a draft and versions: canvas, side panel, problems, publishing. It knows nothing of what flows. */
export function FlowEditor<V extends FlowVersionOf<unknown>, Item extends VersionItem>(kind: FlowKind<V, Item>) {
  const { editing, nodes, arrows, adding, arrange } = kind;
  const { draft, readOnly, version, former, edit, selected, select } = editing;
  const { history } = draft;
  const isThere = selected && (selected.kind === "node" ? nodes : arrows).some(({ id }) => id === selected.id);
  const chosen = isThere ? selected : null;
  return (
    <SettingsPage
      whole
      title={kind.title}
      text={kind.text}
      back={kind.back}
      actions={<EditorActions editing={editing} inForce={kind.inForce} firstDraft={kind.firstDraft} />}
      bar={<LeaveGuard unsaved={draft.state === "failed" || draft.state === "conflict"} />}
    >
      <div className={css.editor}>
        <div className={css.stage}>
          <CanvasBar editing={editing} adding={adding} />
          {readOnly && !former.data ? (
            <NotYet of={former} rows={8} height={24} />
          ) : (
            <FlowCanvas
              key={readOnly ? `version ${version}` : "latest"}
              label={kind.label}
              nodes={nodes}
              arrows={arrows}
              selected={chosen}
              readOnly={readOnly}
              tools={{
                undo: history.canUndo && !readOnly ? history.undo : null,
                redo: history.canRedo && !readOnly ? history.redo : null,
                arrange: readOnly ? null : () => edit(arrange),
              }}
              onSelect={select}
              onMove={kind.onMove}
              onConnect={kind.onConnect}
              onRemove={kind.onRemove}
            />
          )}
        </div>
        <SidePanel {...kind} chosen={chosen} />
      </div>
    </SettingsPage>
  );
}
