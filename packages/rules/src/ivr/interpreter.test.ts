// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a flow are written this way
import { type IvrFlow, ivrFlow } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { context, node, randomFlow } from "../../test/ivr-flows.ts";
import { type SeededRandom, seededRandom } from "../../test/seeded-random.ts";
import { type IvrInput, type IvrStep, startIvr, stepIvr, unfinishedEntry } from "./index.ts";

const hotline: IvrFlow = {
  start: "hours",
  nodes: [
    node.condition("hours", { kind: "business_hours" }, "greeting", "closed"),
    node.play("greeting", "menu"),
    node.menu("menu", { "1": "sales", "2": "order" }, "sorry"),
    node.collect("order", "order", "mark", "sorry"),
    node.set("mark", "note", "order ${order}/${missing}", "sales"),
    node.queue("sales", "sorry"),
    node.hangUp("sorry", ["zh/sorry"]),
    node.hangUp("closed"),
  ],
};

/** Plays a call: starts, gives the inputs, returns the last step and the whole path. Inputs name the effect they answer as "now". */
function call(flow: IvrFlow, inputs: ((step: IvrStep) => IvrInput)[], change = {}) {
  let step = startIvr(flow, context(change));
  const path = [...step.path];
  for (const input of inputs) {
    const after = stepIvr(flow, step.state, input(step), context(change));
    if (!after) throw new Error("the input was ignored");
    step = after;
    path.push(...step.path);
  }
  return { step, way: path.map((p) => (p.input === null ? p.nodeId : `${p.nodeId}=${p.input}`)) };
}
const current = (step: IvrStep) => ("playId" in step.state.waiting ? step.state.waiting.playId : "");
const played = (step: IvrStep): IvrInput => ({ kind: "played", playId: current(step) });
const keys =
  (digits: string, why: "complete" | "terminator" | "timeout" = digits ? "complete" : "timeout") =>
  (step: IvrStep): IvrInput => ({ kind: "collected", playId: current(step), digits, why });
const overflow = (): IvrInput => ({ kind: "overflow" });

describe("a call in a flow", () => {
  it("goes by the hours to the greeting, without waiting at conditions", () => {
    const { step, way } = call(hotline, []);
    expect(step.effects).toEqual([{ kind: "play", playId: "ivr-1", prompts: ["zh/greeting"] }]);
    expect(way).toEqual(["hours=yes", "greeting"]);
  });

  it("asks the menu so that one key is enough", () => {
    const { step } = call(hotline, [played]);
    expect(step.effects).toEqual([
      {
        kind: "collect",
        playId: "ivr-2",
        prompts: ["zh/menu"],
        maxDigits: 1,
        firstDigitTimeoutMs: 6000,
        interDigitTimeoutMs: 5000,
        bargeIn: true,
      },
    ]);
    expect(unfinishedEntry(hotline, step.state)).toMatchObject({ nodeId: "menu", input: null });
  });

  it("queues with all that the node says", () => {
    const { step, way } = call(hotline, [played, keys("1")]);
    expect(step.effects).toEqual([
      {
        kind: "queue",
        waitId: "ivr-3",
        skillGroupId: "group-1",
        priority: 5,
        maxWaitMs: 60_000,
        music: "music/hold",
        welcomePrompts: ["zh/please-wait"],
        announceEveryMs: 20_000,
        announcePrompts: ["zh/still-waiting"],
        announcePosition: true,
      },
    ]);
    expect(way).toEqual(["hours=yes", "greeting", "menu=1", "sales"]);
    expect(unfinishedEntry(hotline, step.state)).toBeNull();
  });

  it("collects digits into a variable, ended by the terminator, and substitutes it", () => {
    const { step, way } = call(hotline, [played, keys("2"), keys("123", "terminator")]);
    expect(step.state.variables).toEqual({ order: "123", note: "order 123/" });
    expect(way.slice(2)).toEqual(["menu=2", "order=123", "mark=order 123/", "sales"]);
  });

  it("takes enough digits also when the caller just stops", () => {
    expect(call(hotline, [played, keys("2"), keys("12", "timeout")]).step.state.variables.order).toBe("12");
  });

  it("says what was wrong and asks again, then gives up", () => {
    const wrong = call(hotline, [played, keys("9")]);
    expect(wrong.step.effects[0]).toMatchObject({ kind: "collect", playId: "ivr-3", prompts: ["zh/invalid", "zh/menu"] });
    const silent = call(hotline, [played, keys("")]);
    expect(silent.step.effects[0]).toMatchObject({ prompts: ["zh/no-input", "zh/menu"] });
    expect(call(hotline, [played, keys("9"), keys("")]).way.slice(2)).toEqual(["menu", "sorry"]);
    expect(call(hotline, [played, keys("2"), keys("1"), keys("1")]).way.slice(2)).toEqual(["menu=2", "order=1", "sorry"]);
  });

  it("comes back from a queue that takes too long", () => {
    expect(call(hotline, [played, keys("1"), overflow]).way.at(-1)).toBe("sorry");
  });

  it("says its last words, then hangs up", () => {
    const goodbye = call(hotline, [played, keys("1"), overflow]);
    expect(goodbye.step.effects).toEqual([
      { kind: "play", playId: "ivr-4", prompts: ["zh/sorry"] },
      { kind: "hang_up", reason: "flow", afterPlayId: "ivr-4" },
    ]);
    const end = call(hotline, [played, keys("1"), overflow, played]);
    expect(end.step.effects).toEqual([{ kind: "hang_up", reason: "flow" }]);
    expect(end.step.state.waiting).toEqual({ for: "nothing" });
  });

  it("hangs up at once where there is nothing to say", () => {
    const { step, way } = call(hotline, [], { businessHours: () => false });
    expect(step.effects).toEqual([{ kind: "hang_up", reason: "flow" }]);
    expect(way).toEqual(["hours=no", "closed"]);
  });

  it("gives retries anew each time a menu is entered", () => {
    const flow: IvrFlow = {
      start: "m",
      nodes: [node.menu("m", { "1": "p" }, "end"), node.play("p", "m"), node.hangUp("end")],
    };
    const { step } = call(flow, [keys("9"), keys("1"), played]);
    expect(step.state.retriesLeft).toBe(1);
  });
});

describe("conditions", () => {
  const branch = (when: Parameters<typeof node.condition>[1], change = {}) =>
    call({ start: "c", nodes: [node.condition("c", when, "end", "end"), node.hangUp("end")] }, [], change).way[0];

  it.each([
    [["138 0013 8000"], "+8613800138000", "yes"],
    [["+8613800138000"], "+8613800138000", "yes"],
    [["010-55550100"], "+861055550100", "yes"],
    [["+86 010 5555 0100", "95588"], "+8695588", "yes"],
    [["001 415 555 0100"], "+14155550100", "yes"],
    [["13800138001"], "+8613800138000", "no"],
    [[], "+8613800138000", "no"],
    [["13800138000"], null, "no"],
    [["", "withheld"], "anonymous", "no"],
  ])("caller in %j, calling from %s: %s", (numbers, callerNumber, input) => {
    expect(branch({ kind: "caller_in", numbers }, { callerNumber })).toBe(`c=${input}`);
  });

  it("ask for the customer's level", () => {
    expect(branch({ kind: "customer_level", levels: ["gold", "silver"] })).toBe("c=yes");
    expect(branch({ kind: "customer_level", levels: ["silver"] })).toBe("c=no");
    expect(branch({ kind: "customer_level", levels: [""] }, { customerLevel: null })).toBe("c=no");
  });

  it("compare variables, and a variable never set equals nothing", () => {
    const flow = (name: string): IvrFlow => ({
      start: "s",
      nodes: [
        node.set("s", "a", "x", "c"),
        node.condition("c", { kind: "variable_equals", name, value: "x" }, "end", "end"),
        node.hangUp("end"),
      ],
    });
    expect(call(flow("a"), []).way[1]).toBe("c=yes");
    expect(call(flow("toString"), []).way[1]).toBe("c=no");
  });
});

describe("facts told twice or too late", () => {
  const first = startIvr(hotline, context());
  const menu = stepIvr(hotline, first.state, { kind: "played", playId: "ivr-1" }, context())!;
  const queued = stepIvr(hotline, menu.state, { kind: "collected", playId: "ivr-2", digits: "1", why: "complete" }, context())!;
  it.each<[string, IvrStep, IvrInput]>([
    ["an old play", menu, { kind: "played", playId: "ivr-1" }],
    ["a play that is a collect", menu, { kind: "played", playId: "ivr-2" }],
    ["an unknown play", first, { kind: "played", playId: "x" }],
    ["keys while playing", first, { kind: "collected", playId: "ivr-1", digits: "1", why: "complete" }],
    ["keys of an old menu", queued, { kind: "collected", playId: "ivr-2", digits: "1", why: "complete" }],
    ["a collect that somebody stopped", menu, { kind: "collected", playId: "ivr-2", digits: "", why: "stopped" }],
    ["an overflow outside a queue", menu, { kind: "overflow" }],
    ["an overflow of another wait", queued, { kind: "overflow", waitId: "ivr-1" }],
  ])("%s is ignored", (_, step, input) => {
    expect(stepIvr(hotline, step.state, input, context())).toBeNull();
  });

  it("an overflow of this wait is not", () => {
    expect(stepIvr(hotline, queued.state, { kind: "overflow", waitId: "ivr-3" }, context())).not.toBeNull();
  });

  it("nothing follows a hang-up", () => {
    const { step } = call(hotline, [], { businessHours: () => false });
    for (const input of [played(step), keys("1")(step), overflow()]) expect(stepIvr(hotline, step.state, input, context())).toBeNull();
  });
});

describe("flows that go nowhere", () => {
  it("hang up when conditions chase each other", () => {
    const flow: IvrFlow = { start: "a", nodes: [node.set("a", "v", "${v}${v}x", "b"), node.set("b", "w", "", "a")] };
    const { step } = call(flow, []);
    expect(step.effects).toEqual([{ kind: "hang_up", reason: "endless_loop" }]);
    expect(step.state.variables.v!.length).toBeLessThanOrEqual(500);
  });

  it("hang up on a caller who never presses a key", () => {
    const flow: IvrFlow = { start: "m", nodes: [node.menu("m", { "1": "end" }, "m", 0), node.hangUp("end")] };
    let step = startIvr(flow, context());
    let rounds = 0;
    for (; step.effects[0]?.kind === "collect"; rounds++) step = stepIvr(flow, step.state, keys("")(step), context())!;
    expect(step.effects).toEqual([{ kind: "hang_up", reason: "endless_loop" }]);
    expect(rounds).toBe(50);
  });

  it("let a caller wait in queues for hours", () => {
    const flow: IvrFlow = { start: "q", nodes: [node.queue("q", "p"), node.play("p", "q")] };
    const { step } = call(flow, Array(100).fill([overflow, played]).flat());
    expect(step.effects[0]?.kind).toBe("queue");
  });

  it("hang up where the flow is broken", () => {
    expect(startIvr({ ...hotline, start: "gone" }, context()).effects).toEqual([{ kind: "hang_up", reason: "broken_flow" }]);
    const step = startIvr(hotline, context());
    const other: IvrFlow = { start: "x", nodes: [node.hangUp("x")] };
    expect(stepIvr(other, step.state, played(step), context())?.effects).toEqual([{ kind: "hang_up", reason: "broken_flow" }]);
  });
});

describe("any flow, any caller", () => {
  const callers = [null, "+8613800138000"];
  const digitsPressed = ["", "1", "9", "12", "12345", "#", "__proto__"];

  /** One random call to its end; throws what is wrong with it. Every state passes through JSON, as between two api processes. */
  function randomCall(random: SeededRandom) {
    const flow = ivrFlow.parse(randomFlow(random));
    const world = context({ callerNumber: random.pick(callers), businessHours: () => random.chance(0.5) });
    const ids = new Set<string>();
    let step = startIvr(flow, world);
    while (step.state.waiting.for !== "nothing") {
      const waited = step.effects.map((e) => ("waitId" in e ? e.waitId : e.kind === "hang_up" ? "" : e.playId)).filter(Boolean);
      if (waited.length !== 1 || ids.has(waited[0]!)) throw new Error(`ids ${waited.join()} are not one new id`);
      ids.add(waited[0]!);
      const before = JSON.stringify(step.state);
      const stored: IvrStep["state"] = JSON.parse(before);
      const answer = { played, farewell: played, digits: keys(random.pick(digitsPressed)), queue: overflow }[
        stored.waiting.for as "played"
      ];
      if (stepIvr(flow, stored, { kind: "played", playId: "ivr-0" }, world)) throw new Error("a late fact was taken");
      const after = stepIvr(flow, stored, answer(step), world);
      if (!after) throw new Error(`what the call waited for was ignored in ${before}`);
      if (JSON.stringify(stored) !== before) throw new Error("the state handed in was changed");
      step = after;
    }
    return { last: step.effects.at(-1)?.kind, visits: step.state.visits };
  }

  it("never throws, ends, gives every wait its own id, and goes on from stored states", () => {
    for (let seed = 1; seed <= 400; seed++) {
      const { last, visits } = randomCall(seededRandom(seed));
      expect(last, `seed ${seed}`).toBe("hang_up");
      expect(visits).toBeLessThanOrEqual(1001);
    }
  });
});
