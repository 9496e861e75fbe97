// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a flow are written this way
import type { IvrFlow, IvrNode } from "@cloverdesk/contracts";
import type { IvrContext } from "../src/ivr/index.ts";
import type { SeededRandom } from "./seeded-random.ts";

const title = (name: string) => ({ zh: `节点${name}`, en: `Node ${name}` });
/** A node with its usual settings; only what a test is about needs saying. */
export const node = {
  play: (id: string, next: string): IvrNode => ({ kind: "play", id, title: title(id), prompts: [`zh/${id}`], next }),
  menu: (id: string, choices: Record<string, string>, onFail: string, retries = 1): IvrNode => ({
    kind: "menu",
    id,
    title: title(id),
    prompts: [`zh/${id}`],
    choices,
    timeoutMs: 6000,
    retries,
    invalidPrompts: ["zh/invalid"],
    noInputPrompts: ["zh/no-input"],
    onFail,
  }),
  collect: (id: string, variable: string, next: string, onFail: string): IvrNode => ({
    kind: "collect",
    id,
    title: title(id),
    prompts: [`zh/${id}`],
    variable,
    minDigits: 2,
    maxDigits: 4,
    terminator: "#",
    timeoutMs: 4000,
    retries: 1,
    invalidPrompts: ["zh/invalid"],
    next,
    onFail,
  }),
  condition: (id: string, when: Extract<IvrNode, { kind: "condition" }>["when"], yes: string, no: string): IvrNode => ({
    kind: "condition",
    id,
    title: title(id),
    when,
    yes,
    no,
  }),
  set: (id: string, variable: string, value: string, next: string): IvrNode => ({
    kind: "set",
    id,
    title: title(id),
    variable,
    value,
    next,
  }),
  queue: (id: string, overflow: string): IvrNode => ({
    kind: "queue",
    id,
    title: title(id),
    skillGroupId: "group-1",
    priority: 5,
    maxWaitMs: 60_000,
    music: "music/hold",
    welcomePrompts: ["zh/please-wait"],
    announceEveryMs: 20_000,
    announcePrompts: ["zh/still-waiting"],
    announcePosition: true,
    overflow,
  }),
  hangUp: (id: string, prompts?: string[]): IvrNode => ({ kind: "hang_up", id, title: title(id), prompts }),
};

export const context = (change: Partial<IvrContext> = {}): IvrContext => ({
  now: new Date("2024-05-06T02:00:00Z"),
  businessHours: () => true,
  callerNumber: "+8613800138000",
  customerLevel: "gold",
  ...change,
});

/** A flow of any shape: arrows may dangle, loop and cross. */
export function randomFlow(random: SeededRandom): IvrFlow {
  const ids = Array.from({ length: 1 + random.int(9) }, (_, i) => `n${i}`);
  const to = () => (random.chance(0.03) ? "nowhere" : random.pick(ids));
  const when = () =>
    random.pick([
      { kind: "business_hours" as const },
      { kind: "caller_in" as const, numbers: ["138-0013-8000"] },
      { kind: "customer_level" as const, levels: ["gold"] },
      { kind: "variable_equals" as const, name: "a", value: "12" },
    ]);
  const make = [
    (id: string) => node.play(id, to()),
    (id: string) =>
      node.menu(
        id,
        Object.fromEntries([..."0123456789*#"].filter(() => random.chance(0.3)).map((key) => [key, to()])),
        to(),
        random.int(3),
      ),
    (id: string) => node.collect(id, random.pick(["a", "b", "__proto__"]), to(), to()),
    (id: string) => node.condition(id, when(), to(), to()),
    (id: string) =>
      node.set(id, random.pick(["a", "b", "__proto__"]), random.pick(["12", "${a}${a}x", "${b}-${none}", "${constructor}"]), to()),
    (id: string) => node.queue(id, to()),
    (id: string) => node.hangUp(id, random.chance(0.5) ? ["zh/bye"] : undefined),
  ];
  return { start: random.chance(0.02) ? "nowhere" : "n0", nodes: ids.map((id) => random.pick(make)(id)) };
}
