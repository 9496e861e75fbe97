import { CheckCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { FLOW_MOST, type FlowNode, type FlowVersion } from "@cloverdesk/contracts";
import { validateFlow } from "@cloverdesk/rules/ticket-flow";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { freePlace, type Point, type Selection } from "../../../shared/flow-canvas/index.ts";
import { latestQuery, FlowEditor as Shell, useFlowEditor } from "../../../shared/flow-editor/index.ts";
import { useLanguage } from "../../../shared/hooks/index.ts";
import { SettingsPage } from "../../../shared/settings-page/index.ts";
import { NotYet, tell } from "../../../shared/ui/index.ts";
import { openQuery } from "../move/api.ts";
import { MovePart } from "../move/MovePart.tsx";
import { type Setup, setupQuery } from "../setup/queries.ts";
import { Chosen } from "./Chosen.tsx";
import { actionKey, addAction, addNode, arranged, changeNode, freshCode, removeAction, removeNode } from "./edit.ts";
import { problemsOf } from "./problems.ts";
import { ticketFlowSource } from "./source.ts";
import { useChanges } from "./useChanges.ts";
import { useDrawn } from "./useDrawn.tsx";
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
  const [source] = useState(() => ticketFlowSource(typeId));
  const setup = useQuery(setupQuery);
  const latest = useQuery(latestQuery(source));
  const type = setup.data?.types.find(({ id }) => id === typeId);
  if (latest.data && setup.data && type)
    return <Editor source={source} loaded={latest.data} setup={setup.data} type={type} version={version} onVersion={onVersion} />;
  return (
    <SettingsPage title={t("ticketFlow.title", { type: type?.name[language] ?? "…" })} text={t("ticketFlow.text")} whole>
      <NotYet of={latest.data ? setup : latest} rows={10} height={24} />
    </SettingsPage>
  );
}

interface EditorProps extends Pick<Props, "version" | "onVersion"> {
  source: ReturnType<typeof ticketFlowSource>;
  loaded: FlowVersion;
  setup: Setup;
  type: Setup["types"][number];
}

function Editor({ source, loaded, setup, type, version, onVersion }: EditorProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const editing = useFlowEditor({ source, loaded, version, onVersion });
  const { flow, edit, selected, select, unselect } = editing;
  const words = useFlowWords(flow, setup);
  const faults = useMemo(() => validateFlow(flow, aroundOf(setup)), [flow, setup]);
  const drawn = useDrawn(flow, faults, words);
  const changes = useChanges();
  const waiting = useQuery(openQuery(type.id)).data?.items.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const moved = useCallback((id: string, at: Point, step: string) => edit((now) => changeNode(now, id, { at }), step), [edit]);

  /** The server takes no more: such a draft would never be saved. */
  const isFull = (part: keyof typeof FLOW_MOST): boolean => {
    const full = flow[part].length >= FLOW_MOST[part];
    if (full) tell("bad", t(`ticketFlow.full.${part}`, { n: FLOW_MOST[part] }));
    return full;
  };
  const add = (kind: FlowNode["kind"]): void => {
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
    select({ kind: "node", id: code }, true);
  };
  const connect = (from: string, to: string): void => {
    if (isFull("actions")) return;
    const code = freshCode("action");
    edit((now) => addAction(now, code, from, to));
    select({ kind: "arrow", id: actionKey({ from, code }) }, true);
  };
  const remove = ({ kind, id }: NonNullable<Selection>): void => {
    edit((now) => (kind === "node" ? removeNode(now, id) : removeAction(now, id)));
    unselect();
  };
  return (
    <Shell
      editing={editing}
      title={t("ticketFlow.title", { type: type.name[language] })}
      text={t("ticketFlow.text")}
      back={{ text: t("ticketFlow.back"), address: "/settings/tickets/types" }}
      label={t("ticketFlow.label")}
      nodes={drawn.nodes}
      arrows={drawn.arrows}
      problems={problemsOf(flow, faults, words)}
      adding={[
        { key: "work", text: t("ticketFlow.addNode"), icon: <PlusOutlined aria-hidden="true" />, onAdd: () => add("work") },
        { key: "end", text: t("ticketFlow.addEnd"), icon: <CheckCircleOutlined aria-hidden="true" />, onAdd: () => add("end") },
      ]}
      inForce={type.flowVersion}
      properties={(chosen) => (
        <Chosen
          chosen={chosen}
          isNew={editing.isFresh}
          setup={setup}
          typeId={type.id}
          flow={flow}
          words={words}
          readOnly={editing.readOnly}
          edit={edit}
          onSelect={select}
          onConnect={connect}
        />
      )}
      tabs={[{ key: "tickets", text: t("ticketFlow.openTickets"), count: waiting, content: () => <MovePart typeId={type.id} /> }]}
      afterPublishing="tickets"
      changes={changes}
      effect={(before) => (before ? t("ticketFlow.publish.effect", { n: before.openTickets }) : t("ticketFlow.publish.first"))}
      firstDraft={t("ticketFlow.discard.first")}
      versionFacts={({ nodes, openTickets }) =>
        [t("ticketFlow.versions.nodes", { n: nodes }), t("ticketFlow.versions.open", { n: openTickets })].join(" · ")
      }
      arrange={arranged}
      onMove={moved}
      onConnect={connect}
      onRemove={remove}
    />
  );
}

const aroundOf = (setup: Setup) => ({
  skillGroupIds: setup.groups.map(({ id }) => id),
  personIds: setup.people.map(({ id }) => id),
  fieldCodes: setup.fields.map(({ code }) => code),
});
