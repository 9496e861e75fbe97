import type { TicketFlow } from "@cloverdesk/contracts";
import type { Selection } from "../../../shared/flow-canvas/index.ts";
import type { Edit } from "../../../shared/flow-editor/index.ts";
import type { Setup } from "../setup/queries.ts";
import { findAction } from "./edit.ts";
import { ActionPanel } from "./panels/ActionPanel.tsx";
import { NodePanel } from "./panels/NodePanel.tsx";
import { WholePanel } from "./panels/WholePanel.tsx";
import type { FlowWords } from "./useFlowWords.ts";

interface Props {
  chosen: Selection;
  /** It was made just now: its name waits to be written. */
  isNew: boolean;
  setup: Setup;
  typeId: string;
  flow: TicketFlow;
  words: FlowWords;
  readOnly: boolean;
  edit: Edit<TicketFlow>;
  onSelect(selected: Selection): void;
  onConnect(from: string, to: string): void;
}

/** The panel of the node or action that is chosen, or else of the whole flow. */
export function Chosen({ chosen, isNew, setup, typeId, flow, words, readOnly, edit, onSelect, onConnect }: Props) {
  const own = setup.templates.filter((template) => template.typeId === typeId).flatMap(({ fields }) => fields.map(({ code }) => code));
  const system = setup.fields.filter(({ origin }) => origin === "system").map(({ code }) => code);
  const formFields = [...new Set([...system, ...own])];
  const shared = { flow, words, readOnly, edit, isNew, onSelect, formFields };
  if (chosen?.kind === "node") {
    const node = flow.nodes.find(({ code }) => code === chosen.id);
    if (node) return <NodePanel key={node.code} {...shared} node={node} setup={setup} onConnect={onConnect} />;
  }
  if (chosen?.kind === "arrow") {
    const action = findAction(flow, chosen.id);
    if (action) return <ActionPanel key={chosen.id} {...shared} action={action} />;
  }
  return <WholePanel flow={flow} words={words} readOnly={readOnly} edit={edit} />;
}
