// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a flow are written this way
import type { IvrFlow } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { context, node, randomFlow } from "../../test/ivr-flows.ts";
import { seededRandom } from "../../test/seeded-random.ts";
import { type IvrInput, startIvr, stepIvr, validateIvr } from "./index.ts";

const end = node.hangUp("end");
const flowOf = (...nodes: IvrFlow["nodes"]): IvrFlow => ({ start: nodes[0]?.id ?? "", nodes });
const findings = (flow: IvrFlow, known = {}) => validateIvr(flow, known).map((p) => `${p.nodeId}: ${p.code}`);

describe("validateIvr", () => {
  it("finds nothing wrong with a sound flow", () => {
    const flow = flowOf(
      node.condition("hours", { kind: "business_hours" }, "menu", "end"),
      node.menu("menu", { "1": "collect", "9": "menu" }, "queue"),
      node.collect("collect", "order", "set", "queue"),
      node.set("set", "note", "n${order}", "queue"),
      node.queue("queue", "menu"),
      end,
    );
    expect(findings(flow, { skillGroupIds: ["group-1"] })).toEqual([]);
  });

  it.each<[string, IvrFlow, string[]]>([
    ["no start", { start: "gone", nodes: [end] }, ["null: missing_start"]],
    ["an arrow into nothing, told once", flowOf(node.condition("c", { kind: "business_hours" }, "x", "x")), ["c: dangling_target"]],
    ["a choice into nothing", flowOf(node.menu("m", { "1": "x" }, "end"), end), ["m: dangling_target"]],
    ["a node nobody reaches", flowOf(end, node.hangUp("lost")), ["lost: unreachable_node"]],
    ["two nodes with one id", flowOf(end, node.hangUp("end")), ["end: duplicate_node"]],
    ["a menu without choices", flowOf(node.menu("m", {}, "end"), end), ["m: menu_without_choices"]],
    ["a play that repeats itself", flowOf(node.play("p", "p")), ["p: loop_without_input"]],
    ["a loop, told once", flowOf(node.play("a", "b"), node.set("b", "v", "1", "c"), node.play("c", "a")), ["a: loop_without_input"]],
    ["a menu that a silent caller never leaves", flowOf(node.menu("m", { "1": "end" }, "m"), end), ["m: loop_without_input"]],
    ["a variable nobody sets", flowOf(node.set("s", "v", "${order}", "end"), end), ["s: unset_variable"]],
    [
      "digits that cannot be",
      flowOf({ ...node.collect("d", "v", "end", "end"), minDigits: 5 } as IvrFlow["nodes"][number], end),
      ["d: digits_out_of_order"],
    ],
  ])("finds %s", (_, flow, expected) => {
    expect(findings(flow)).toEqual(expected);
  });

  it("finds skill groups and prompts that do not exist, once each", () => {
    const flow = flowOf(node.queue("q", "m"), node.menu("m", { "1": "end" }, "end"), end);
    expect(findings(flow, { skillGroupIds: ["other"], promptIds: ["music/hold", "zh/please-wait", "zh/m", "zh/invalid"] })).toEqual([
      "q: unknown_skill_group",
      "q: missing_prompt",
      "m: missing_prompt",
    ]);
  });

  it("lets a caller loop by pressing keys or by waiting in a queue", () => {
    expect(findings(flowOf(node.menu("m", { "1": "p" }, "end"), node.play("p", "m"), end))).toEqual([]);
    expect(findings(flowOf(node.queue("q", "p"), node.play("p", "q")))).toEqual([]);
  });

  it("speaks both languages and names the node", () => {
    const [problem] = validateIvr(flowOf(node.play("p", "p")));
    expect(problem?.text).toEqual({
      zh: "「节点p」在没有按键时会一直循环：节点p。",
      en: "“Node p” goes round for ever when the caller presses nothing: Node p.",
    });
  });

  it("what it finds no error in never breaks, and never loops for a silent caller", () => {
    const random = seededRandom(99);
    let sound = 0;
    for (let run = 0; run < 4000; run++) {
      const flow = randomFlow(random);
      if (validateIvr(flow).some((p) => p.severity === "error")) continue;
      sound++;
      let step = startIvr(flow, context());
      while (step.state.waiting.for !== "nothing" && step.state.waiting.for !== "queue") {
        const { waiting } = step.state;
        const input: IvrInput =
          waiting.for === "digits"
            ? { kind: "collected", playId: waiting.playId, digits: "", why: "timeout" }
            : { kind: "played", playId: waiting.playId };
        step = stepIvr(flow, step.state, input, context())!;
      }
      const last = step.effects.at(-1);
      expect(last?.kind === "hang_up" ? last.reason : "queued").toMatch(/^(flow|queued)$/);
    }
    expect(sound).toBeGreaterThan(100);
  });
});
