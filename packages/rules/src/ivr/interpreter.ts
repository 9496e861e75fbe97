import type { IvrFlow, IvrNode } from "@cloverdesk/contracts";
import { holds } from "./conditions.ts";
import type { IvrContext, IvrHangUpReason, IvrInput, IvrPathEntry, IvrState, IvrStep } from "./types.ts";
import { substitute } from "./variables.ts";

type MenuNode = Extract<IvrNode, { kind: "menu" }>;
type CollectNode = Extract<IvrNode, { kind: "collect" }>;

/** Nodes that a call may enter without a key or a queue in between. A flow that exceeds it is a loop without input. */
const MOST_VISITS_WITHOUT_INPUT = 50;
/** Nodes a call may enter at all: hours of callers who do press keys. */
const MOST_VISITS = 1000;
/** Pause after a digit that ends the input; first digits have the node's own time-out. */
const INTER_DIGIT_MS = 5000;

/** Begins a flow. Never throws, whatever the flow: what cannot go on hangs up with the reason. */
export function startIvr(flow: IvrFlow, context: IvrContext): IvrStep {
  const state: IvrState = {
    nodeId: flow.start,
    variables: {},
    waiting: { for: "nothing" },
    retriesLeft: 0,
    idsUsed: 0,
    visits: 0,
    visitsSinceInput: 0,
  };
  return enter(flow, state, flow.start, context, []);
}

/**
 * Goes on with a call after something happened. Null when the input is not what the call waits for (told twice, or too late): then
 * nothing is to be done and the old state stays. The states handed in are not changed.
 *
 * A collect that was `stopped` is ignored as well: somebody else took the leg, and the flow does not go on by itself.
 */
export function stepIvr(flow: IvrFlow, state: IvrState, input: IvrInput, context: IvrContext): IvrStep | null {
  const { waiting } = state;
  const node = flow.nodes.find((n) => n.id === state.nodeId);
  switch (input.kind) {
    case "played":
      if (waiting.for === "farewell" && waiting.playId === input.playId) return hangUp(state, "flow", []);
      if (waiting.for !== "played" || waiting.playId !== input.playId) return null;
      return node?.kind === "play" ? enter(flow, state, node.next, context, []) : hangUp(state, "broken_flow", []);
    case "collected":
      if (waiting.for !== "digits" || waiting.playId !== input.playId || input.why === "stopped") return null;
      if (node?.kind === "menu") return menuAnswered(flow, heard(state, input.digits), node, input.digits, context);
      if (node?.kind === "collect") return digitsCollected(flow, heard(state, input.digits), node, input.digits, context);
      return hangUp(state, "broken_flow", []);
    case "overflow":
      if (waiting.for !== "queue" || (input.waitId !== undefined && waiting.waitId !== input.waitId)) return null;
      if (node?.kind !== "queue") return hangUp(state, "broken_flow", []);
      return enter(flow, { ...state, visitsSinceInput: 0 }, node.overflow, context, []);
  }
}

/**
 * The path entry of the menu or collect node that the caller is in, or null. Such a node is on the path only once it is left: append
 * this one when the call ends in it.
 */
export function unfinishedEntry(flow: IvrFlow, state: IvrState): IvrPathEntry | null {
  const node = state.waiting.for === "digits" ? flow.nodes.find((n) => n.id === state.nodeId) : undefined;
  return node ? entry(node, null) : null;
}

function heard(state: IvrState, digits: string): IvrState {
  return digits === "" ? state : { ...state, visitsSinceInput: 0 };
}

const entry = (node: IvrNode, input: string | null): IvrPathEntry => ({ nodeId: node.id, kind: node.kind, title: node.title, input });

function hangUp(state: IvrState, reason: IvrHangUpReason, path: IvrPathEntry[]): IvrStep {
  return { state: { ...state, waiting: { for: "nothing" } }, effects: [{ kind: "hang_up", reason }], path };
}

/** Walks from node to node until one has to wait for something or the call ends. */
function enter(flow: IvrFlow, from: IvrState, nodeId: string, context: IvrContext, walked: IvrPathEntry[]): IvrStep {
  const path = [...walked];
  let state = from;
  let target = nodeId;
  for (;;) {
    const node = flow.nodes.find((n) => n.id === target);
    if (!node) return hangUp(state, "broken_flow", path);
    state = { ...state, nodeId: node.id, visits: state.visits + 1, visitsSinceInput: state.visitsSinceInput + 1 };
    if (state.visits > MOST_VISITS || state.visitsSinceInput > MOST_VISITS_WITHOUT_INPUT) return hangUp(state, "endless_loop", path);
    switch (node.kind) {
      case "condition": {
        const yes = holds(node.when, state.variables, context);
        path.push(entry(node, yes ? "yes" : "no"));
        target = yes ? node.yes : node.no;
        break;
      }
      case "set": {
        const value = substitute(node.value, state.variables);
        path.push(entry(node, value));
        state = { ...state, variables: { ...state.variables, [node.variable]: value } };
        target = node.next;
        break;
      }
      default:
        return settle(state, node, path);
    }
  }
}

/** Enters a node that waits: orders its sound and says what it waits for. */
function settle(state: IvrState, node: Exclude<IvrNode, { kind: "condition" | "set" }>, path: IvrPathEntry[]): IvrStep {
  const id = `ivr-${state.idsUsed + 1}`;
  const next = { ...state, idsUsed: state.idsUsed + 1 };
  switch (node.kind) {
    case "play": {
      const effects: IvrStep["effects"] = [{ kind: "play", playId: id, prompts: node.prompts }];
      return { state: { ...next, waiting: { for: "played", playId: id } }, effects, path: [...path, entry(node, null)] };
    }
    case "menu":
    case "collect":
      return ask({ ...state, retriesLeft: node.retries }, node, [], path);
    case "queue": {
      const { id: _id, title: _title, overflow: _overflow, ...queue } = node;
      const effects: IvrStep["effects"] = [{ ...queue, waitId: id }];
      return { state: { ...next, waiting: { for: "queue", waitId: id } }, effects, path: [...path, entry(node, null)] };
    }
    case "hang_up": {
      const way = [...path, entry(node, null)];
      if (!node.prompts) return hangUp(state, "flow", way);
      const effects: IvrStep["effects"] = [
        { kind: "play", playId: id, prompts: node.prompts },
        { kind: "hang_up", reason: "flow", afterPlayId: id },
      ];
      return { state: { ...next, waiting: { for: "farewell", playId: id } }, effects, path: way };
    }
  }
}

/** Plays a menu's or collect's prompts, after a word on what was wrong, and listens for keys. */
function ask(state: IvrState, node: MenuNode | CollectNode, first: string[], path: IvrPathEntry[]): IvrStep {
  const playId = `ivr-${state.idsUsed + 1}`;
  const effects: IvrStep["effects"] = [
    {
      kind: "collect",
      playId,
      prompts: [...first, ...node.prompts],
      maxDigits: node.kind === "menu" ? 1 : node.maxDigits,
      ...(node.kind === "collect" && node.terminator !== undefined ? { terminator: node.terminator } : {}),
      firstDigitTimeoutMs: node.timeoutMs,
      interDigitTimeoutMs: Math.min(node.timeoutMs, INTER_DIGIT_MS),
      bargeIn: true,
    },
  ];
  return { state: { ...state, idsUsed: state.idsUsed + 1, waiting: { for: "digits", playId } }, effects, path };
}

function menuAnswered(flow: IvrFlow, state: IvrState, node: MenuNode, digits: string, context: IvrContext): IvrStep {
  const target = Object.hasOwn(node.choices, digits) ? node.choices[digits] : undefined;
  if (target !== undefined) return enter(flow, state, target, context, [entry(node, digits)]);
  return askAgain(flow, state, node, digits, digits === "" ? node.noInputPrompts : node.invalidPrompts, context);
}

function digitsCollected(flow: IvrFlow, state: IvrState, node: CollectNode, digits: string, context: IvrContext): IvrStep {
  if (digits.length < node.minDigits || digits.length > node.maxDigits) {
    return askAgain(flow, state, node, digits, digits === "" ? undefined : node.invalidPrompts, context);
  }
  const filled = { ...state, variables: { ...state.variables, [node.variable]: digits } };
  return enter(flow, filled, node.next, context, [entry(node, digits)]);
}

function askAgain(
  flow: IvrFlow,
  state: IvrState,
  node: MenuNode | CollectNode,
  digits: string,
  word: string[] | undefined,
  context: IvrContext,
): IvrStep {
  if (state.retriesLeft <= 0) return enter(flow, state, node.onFail, context, [entry(node, digits === "" ? null : digits)]);
  return ask({ ...state, retriesLeft: state.retriesLeft - 1 }, node, word ?? [], []);
}
