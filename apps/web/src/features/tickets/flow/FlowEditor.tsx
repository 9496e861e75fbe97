import { FLOW_MOST, type FlowVersion, type TicketFlow } from "@cloverdesk/contracts";
import { validateFlow } from "@cloverdesk/rules/ticket-flow";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../shared/api/index.ts";
import { FlowCanvas, freePlace, type Selection } from "../../../shared/flow-canvas/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { SettingsPage } from "../../../shared/settings-page/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { type Setup, setupQuery } from "../setup/queries.ts";
import { latestQuery, versionQuery } from "./api.ts";
import { CanvasBar } from "./CanvasBar.tsx";
import { EditorActions } from "./EditorActions.tsx";
import { actionKey, addAction, addNode, arranged, changeNode, findAction, freshCode, removeAction, removeNode } from "./edit.ts";
import css from "./editor.module.css";
import { LeaveGuard } from "./LeaveGuard.tsx";
import { SidePanel, type SideTab } from "./SidePanel.tsx";
import { useDrawn } from "./useDrawn.tsx";
import { useFlowDraft } from "./useFlowDraft.ts";
import { useFlowWords } from "./useFlowWords.ts";

interface Props {
  typeId: string;
  /** The former version to show instead of the latest. */
  version: number | null;
  onVersion(version: number | null): void;
}

/** The flow of a ticket type: drawn, checked while it is drawn, published; its versions, and the open tickets on them (T2). */
export function FlowEditor({ typeId, version, onVersion }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const setup = useQuery(setupQuery);
  const latest = useQuery(latestQuery(typeId));
  const type = setup.data?.types.find(({ id }) => id === typeId);
  if (latest.data && setup.data && type)
    return <Editor key={typeId} loaded={latest.data} setup={setup.data} type={type} version={version} onVersion={onVersion} />;
  return (
    <SettingsPage title={t("flow.title", { type: type?.name[language] ?? "…" })} text={t("flow.text")} whole>
      <NotYet of={latest.data ? setup : latest} rows={10} height={24} />
    </SettingsPage>
  );
}

interface EditorProps extends Pick<Props, "version" | "onVersion"> {
  loaded: FlowVersion;
  setup: Setup;
  type: Setup["types"][number];
}

function Editor({ loaded, setup, type, version, onVersion }: EditorProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const typeId = type.id;
  const draft = useFlowDraft(loaded);
  const { history, base } = draft;
  const former = useQuery({ ...versionQuery(typeId, version ?? 0), enabled: version !== null && version !== base.version });
  const shown = version !== null && version !== base.version ? former.data : undefined;
  const readOnly = version !== null && version !== base.version;
  const flow = shown?.flow ?? history.now;
  const [selected, setSelected] = useState<Selection>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const [tab, setTab] = useState<SideTab>("properties");
  const words = useFlowWords(flow, setup);
  const faults = useMemo(() => validateFlow(flow, aroundOf(setup)), [flow, setup]);
  const drawn = useDrawn(flow, faults, words);
  const { change } = history;
  const edit = useCallback((step: (flow: TicketFlow) => TicketFlow, name?: string) => change(step, name), [change]);
  const select = useCallback((next: Selection) => {
    setSelected(next);
    setFresh(null);
    if (next) setTab("properties");
  }, []);
  const moved = useCallback(
    (id: string, at: { x: number; y: number }, step: string) => edit((now) => changeNode(now, id, { at }), step),
    [edit],
  );

  /** The server takes no more: such a draft would never be saved. */
  const isFull = (part: keyof typeof FLOW_MOST): boolean => {
    const full = flow[part].length >= FLOW_MOST[part];
    if (full) tell("bad", t(`flow.full.${part}`, { n: FLOW_MOST[part] }));
    return full;
  };
  const add = (kind: "work" | "end"): void => {
    if (isFull("nodes")) return;
    const code = freshCode("node");
    const like =
      flow.nodes.find((node) => selected?.kind === "node" && node.code === selected.id) ??
      flow.nodes.find(({ code: start }) => start === flow.start);
    const at = freePlace(
      flow.nodes.map((node) => node.at),
      { x: (like?.at.x ?? 0) + 400, y: like?.at.y ?? 0 },
    );
    edit((now) => addNode(now, code, kind, at, like));
    select({ kind: "node", id: code });
    setFresh(code);
  };
  const connect = (from: string, to: string): void => {
    if (isFull("actions")) return;
    const code = freshCode("action");
    edit((now) => addAction(now, code, from, to));
    select({ kind: "arrow", id: actionKey({ from, code }) });
    setFresh(code);
  };
  const remove = ({ kind, id }: NonNullable<Selection>): void => {
    edit((now) => (kind === "node" ? removeNode(now, id) : removeAction(now, id)));
    setSelected(null);
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      tell("bad", errorText(error, language));
    }
  };
  const publish = () =>
    attempt(async () => {
      const published = await draft.publish();
      if (!published) return tell("bad", t("flow.publish.unsaved"));
      tell("good", t("flow.publish.done", { n: published.version }));
      setTab((open) => (open === "publish" ? "tickets" : open));
    });
  const discard = () =>
    attempt(async () => {
      await draft.discard();
      setSelected(null);
      tell("good", t("flow.discard.done"));
    });
  const restore = (): void => {
    if (!shown) return;
    change(shown.flow);
    setSelected(null);
    onVersion(null);
    tell("good", t("flow.versions.restored", { n: shown.version }));
  };

  const isDraft = base.state === "draft" || history.now !== base.flow;
  const nextVersion = base.state === "draft" ? base.version : base.version + 1;
  const chosen =
    selected && (selected.kind === "node" ? flow.nodes.some(({ code }) => code === selected.id) : findAction(flow, selected.id))
      ? selected
      : null;
  return (
    <SettingsPage
      whole
      title={t("flow.title", { type: type.name[language] })}
      text={t("flow.text")}
      actions={
        <EditorActions
          draft={draft}
          isDraft={isDraft}
          inForce={type.flowVersion}
          nextVersion={nextVersion}
          readOnly={readOnly}
          onDiscard={discard}
          onPublish={() => {
            setSelected(null);
            setTab("publish");
          }}
        />
      }
      bar={<LeaveGuard unsaved={draft.state === "failed" || draft.state === "conflict"} />}
    >
      <div className={css.editor}>
        <div className={css.stage}>
          <CanvasBar
            draft={draft}
            readOnly={readOnly}
            shown={readOnly ? version : null}
            latestIsDraft={isDraft}
            onAdd={add}
            onRestore={shown ? restore : null}
            onLeave={() => onVersion(null)}
          />
          {readOnly && !shown ? (
            <NotYet of={former} rows={8} height={24} />
          ) : (
            <FlowCanvas
              key={readOnly ? `version ${version}` : "latest"}
              label={t("flow.label")}
              nodes={drawn.nodes}
              arrows={drawn.arrows}
              selected={chosen}
              readOnly={readOnly}
              tools={{
                undo: history.canUndo && !readOnly ? history.undo : null,
                redo: history.canRedo && !readOnly ? history.redo : null,
                arrange: readOnly ? null : () => edit(arranged),
              }}
              onSelect={select}
              onMove={moved}
              onConnect={connect}
              onRemove={remove}
            />
          )}
        </div>
        <SidePanel
          tab={tab}
          onTab={setTab}
          setup={setup}
          type={type}
          flow={flow}
          faults={faults}
          words={words}
          selected={chosen}
          fresh={fresh}
          readOnly={readOnly}
          shownVersion={readOnly ? version : null}
          nextVersion={nextVersion}
          edit={edit}
          onSelect={select}
          onConnect={connect}
          onView={(next) => {
            setSelected(null);
            onVersion(next === base.version ? null : next);
          }}
          onPublish={publish}
        />
      </div>
    </SettingsPage>
  );
}

const aroundOf = (setup: Setup) => ({
  skillGroupIds: setup.groups.map(({ id }) => id),
  personIds: setup.people.map(({ id }) => id),
  fieldCodes: setup.fields.map(({ code }) => code),
});
