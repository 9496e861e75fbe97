import type { Bilingual, IvrFlow, IvrNode } from "@cloverdesk/contracts";
import { arrowsOf, promptsOf } from "./targets.ts";
import { variablesIn } from "./variables.ts";

export type IvrProblemCode =
  | "missing_start"
  | "duplicate_node"
  | "dangling_target"
  | "unreachable_node"
  | "loop_without_input"
  | "menu_without_choices"
  | "digits_out_of_order"
  | "unknown_skill_group"
  | "missing_prompt"
  | "unset_variable";

/** A finding on a node, or on the whole flow when `nodeId` is null. Errors forbid publishing, warnings do not. */
export interface IvrProblem {
  nodeId: string | null;
  code: IvrProblemCode;
  severity: "error" | "warning";
  text: Bilingual;
}

/** Ids that exist outside the flow; what is left out is not checked. */
export interface IvrKnown {
  skillGroupIds?: readonly string[];
  promptIds?: readonly string[];
}

/** Everything that is wrong with a flow, node by node in the flow's order. An empty list may be published. */
export function validateIvr(flow: IvrFlow, known: IvrKnown = {}): IvrProblem[] {
  const ids = new Set(flow.nodes.map((node) => node.id));
  const reachable = reachableFrom(flow);
  const loops = silentLoops(flow);
  const set = new Set(flow.nodes.flatMap((n) => (n.kind === "set" || n.kind === "collect" ? [n.variable] : [])));
  const problems = ids.has(flow.start) ? [] : [missingStart(flow.start)];
  flow.nodes.forEach((node, index) => {
    if (flow.nodes.findIndex((n) => n.id === node.id) < index) problems.push(duplicate(node));
    problems.push(...dangling(node, ids), ...content(node), ...unknownIds(node, known), ...unset(node, set));
    if (ids.has(flow.start) && !reachable.has(node.id)) problems.push(unreachable(node));
    const loop = loops.get(node.id);
    if (loop) problems.push(looping(node, loop));
  });
  return problems;
}

const found = (node: IvrNode, code: IvrProblemCode, zh: string, en: string, severity: IvrProblem["severity"] = "error"): IvrProblem => ({
  nodeId: node.id,
  code,
  severity,
  text: { zh: `「${node.title.zh}」${zh}`, en: `“${node.title.en}” ${en}` },
});

function missingStart(start: string): IvrProblem {
  const text = { zh: `没有起始节点（${start}）。请指定来电从哪里开始。`, en: `There is no start node (${start}). Say where calls begin.` };
  return { nodeId: null, code: "missing_start", severity: "error", text };
}

const duplicate = (node: IvrNode) =>
  found(node, "duplicate_node", `与另一个节点同名（${node.id}）。`, `has the same id as another node (${node.id}).`);

const unreachable = (node: IvrNode) => found(node, "unreachable_node", "没有任何来电能走到。", "cannot be reached by any call.", "warning");

const looping = (node: IvrNode, names: { zh: string; en: string }) =>
  found(
    node,
    "loop_without_input",
    `在没有按键时会一直循环：${names.zh}。`,
    `goes round for ever when the caller presses nothing: ${names.en}.`,
  );

function dangling(node: IvrNode, ids: ReadonlySet<string>): IvrProblem[] {
  const missing = new Set(arrowsOf(node).flatMap(({ to }) => (ids.has(to) ? [] : [to])));
  return [...missing].map((to) =>
    found(node, "dangling_target", `指向不存在的节点（${to}）。`, `leads to a node that does not exist (${to}).`),
  );
}

/** What one node gets wrong by itself. */
function content(node: IvrNode): IvrProblem[] {
  if (node.kind === "menu" && Object.keys(node.choices).length === 0) {
    return [found(node, "menu_without_choices", "没有任何按键选项。", "offers no key to press.")];
  }
  if (node.kind === "collect" && node.minDigits > node.maxDigits) {
    return [found(node, "digits_out_of_order", "的最少位数大于最多位数。", "asks for more digits than it accepts.")];
  }
  return [];
}

function unknownIds(node: IvrNode, { skillGroupIds, promptIds }: IvrKnown): IvrProblem[] {
  const problems: IvrProblem[] = [];
  if (node.kind === "queue" && skillGroupIds && !skillGroupIds.includes(node.skillGroupId)) {
    problems.push(found(node, "unknown_skill_group", "指向不存在的技能组。", "queues for a skill group that does not exist."));
  }
  const missing = promptIds ? new Set(promptsOf(node).filter((prompt) => !promptIds.includes(prompt))) : [];
  for (const prompt of missing) {
    problems.push(found(node, "missing_prompt", `的语音不存在（${prompt}）。`, `plays a prompt that does not exist (${prompt}).`));
  }
  return problems;
}

function unset(node: IvrNode, set: ReadonlySet<string>): IvrProblem[] {
  const used =
    node.kind === "set"
      ? variablesIn(node.value)
      : node.kind === "condition" && node.when.kind === "variable_equals"
        ? [node.when.name]
        : [];
  return used
    .filter((name) => !set.has(name))
    .map((name) =>
      found(node, "unset_variable", `用到从未赋值的变量（${name}）。`, `uses a variable that is never set (${name}).`, "warning"),
    );
}

function reachableFrom(flow: IvrFlow): Set<string> {
  const seen = new Set<string>();
  const open = [flow.start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = flow.nodes.find((n) => n.id === id);
    if (node) open.push(...arrowsOf(node).map((arrow) => arrow.to));
  }
  return seen;
}

/** For the first node of each loop that a silent caller never leaves: the titles of its nodes. */
function silentLoops(flow: IvrFlow): Map<string, Bilingual> {
  const silentlyAfter = new Map(flow.nodes.map((node) => [node.id, silentClosure(flow, node)] as const));
  const told = new Set<string>();
  const loops = new Map<string, Bilingual>();
  for (const node of flow.nodes) {
    if (told.has(node.id) || !silentlyAfter.get(node.id)?.has(node.id)) continue;
    const members = flow.nodes.filter((n) => silentlyAfter.get(node.id)?.has(n.id) && silentlyAfter.get(n.id)?.has(node.id));
    for (const member of members) told.add(member.id);
    loops.set(node.id, { zh: members.map((n) => n.title.zh).join(" → "), en: members.map((n) => n.title.en).join(" → ") });
  }
  return loops;
}

/** Nodes that a silent caller may come to after this one. */
function silentClosure(flow: IvrFlow, from: IvrNode): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const { to, silent } of arrowsOf(node)) {
      if (!silent || seen.has(to)) continue;
      seen.add(to);
      const next = flow.nodes.find((n) => n.id === to);
      if (next) open.push(next);
    }
  }
  return seen;
}
