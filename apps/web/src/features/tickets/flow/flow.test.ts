import { FLOW_MOST, type TicketFlow, ticketFlow } from "@cloverdesk/contracts";
import { validateFlow } from "@cloverdesk/rules/ticket-flow";
import { describe, expect, it } from "vitest";
import { flowChanges } from "./changes.ts";
import {
  actionKey,
  addAction,
  addNode,
  arranged,
  changeAction,
  changeNode,
  freshCode,
  removeAction,
  removeNode,
  setRights,
} from "./edit.ts";
import { amountIn, dayMinutes, minutesOf, spanOf, wishedWarning } from "./panels/spans.ts";

const name = (text: string) => ({ zh: text, en: text });
const flow: TicketFlow = ticketFlow.parse({
  start: "first",
  reopenTo: "first",
  nodes: [
    { code: "first", name: name("First"), kind: "work", handler: { kind: "creator" }, fields: { title: "edit" }, whenOverdue: "up" },
    { code: "second", name: name("Second"), kind: "work", handler: { kind: "keep" } },
    { code: "done", name: name("Done"), kind: "end", handler: { kind: "keep" } },
  ],
  actions: [
    { code: "up", name: name("Up"), from: "first", to: "second" },
    { code: "end", name: name("End"), from: "first", to: "done", primary: true },
    { code: "end", name: name("End"), from: "second", to: "done", primary: true },
  ],
});
const node = (of: TicketFlow, code: string) => of.nodes.find((each) => each.code === code)!;
const keys = (of: TicketFlow) => of.actions.map(actionKey);

describe("editing a flow", () => {
  it("adds nodes that take over field rights, under codes that were never there", () => {
    const more = addNode(flow, freshCode("node"), "work", { x: 1, y: 2 }, node(flow, "first"));
    const made = more.nodes.at(-1)!;
    expect(made).toMatchObject({ fields: { title: "edit" }, kind: "work", at: { x: 1, y: 2 }, whenOverdue: null });
    expect(ticketFlow.parse(more)).toEqual(more);
    expect(freshCode("node")).not.toBe(made.code);
    expect(addNode(flow, "x", "end", { x: 0, y: 0 }, node(flow, "first")).nodes.at(-1)).toMatchObject({ kind: "end", fields: {} });
    expect(flow.nodes).toHaveLength(3);
  });

  it("adds nodes and actions without a name, so that none is published under a name that nobody chose", () => {
    const more = addAction(addNode(flow, "third", "work", { x: 0, y: 0 }), "go", "first", "third");
    const nameless = validateFlow(more, { skillGroupIds: [], personIds: [], fieldCodes: ["title"] }).filter(
      ({ code }) => code === "name_missing",
    );
    expect(nameless.map(({ node, action }) => [node, action])).toEqual([
      ["third", null],
      ["first", "go"],
    ]);
  });

  it("removes a node with its actions and the escalations that took them, but never the last", () => {
    const less = removeNode(flow, "second");
    expect(keys(less)).toEqual(["first end"]);
    expect(node(less, "first").whenOverdue).toBeNull();
    const one = removeNode(removeNode(less, "done"), "first");
    expect(one.nodes.map(({ code }) => code)).toEqual(["first"]);
  });

  it("removes one action of several with the same code", () => {
    expect(keys(removeAction(flow, "second end"))).toEqual(["first up", "first end"]);
    expect(node(removeAction(flow, "first up"), "first").whenOverdue).toBeNull();
  });

  it("has one usual next step per node: the first action, or the one that was last made it", () => {
    expect(addAction(flow, "new", "second", "first").actions.at(-1)?.primary).toBe(false);
    expect(addAction({ ...flow, actions: [] }, "new", "second", "first").actions.at(-1)?.primary).toBe(true);
    const other = changeAction(flow, "first up", { primary: true });
    expect(other.actions.map(({ primary }) => primary)).toEqual([true, false, true]);
  });

  it("keeps no right that says nothing", () => {
    const set = setRights(flow, "first", ["phone", "title"], "required");
    expect(node(set, "first").fields).toEqual({ title: "required", phone: "required" });
    expect(node(setRights(set, "first", ["title"], "read"), "first").fields).toEqual({ phone: "required" });
    expect(setRights(flow, "nowhere", ["title"], "edit")).toBe(flow);
  });

  it("arranges with the start at the left", () => {
    const [done, first, second] = ["done", "first", "second"].map(
      (code) => node(arranged({ ...flow, nodes: [...flow.nodes].reverse() }), code).at.x,
    );
    expect(first).toBe(0);
    expect(second).toBeLessThan(done!);
  });
});

describe("what changes between two versions", () => {
  it("is told part by part, and moving a node on the canvas is none of it", () => {
    let next = changeNode(flow, "first", { at: { x: 500, y: 0 } });
    expect(flowChanges(flow, next)).toEqual([]);
    next = changeNode(removeNode(next, "second"), "first", { name: name("One"), callOut: true, fields: { title: "edit" } });
    next = addAction(addNode(next, "third", "work", { x: 0, y: 0 }), "go", "first", "third");
    next = { ...changeAction(next, "first end", { noteRequired: true }), start: "third", limit: { minutes: 5, warnMinutes: 0 } };
    const told = flowChanges(flow, next).map((change) => [
      "kind" in change ? `${change.what} ${change.kind}` : change.what,
      "item" in change ? ("from" in change.item ? actionKey(change.item) : change.item.code) : "node" in change ? change.node : "",
      "parts" in change ? change.parts.join() : "",
    ]);
    expect(told).toEqual([
      ["node changed", "first", "name,callOut,whenOverdue"],
      ["node added", "third", ""],
      ["node removed", "second", ""],
      ["action changed", "first end", "noteRequired"],
      ["action added", "first go", ""],
      ["action removed", "first up", ""],
      ["action removed", "second end", ""],
      ["start", "third", ""],
      ["limit", "", ""],
    ]);
  });
});

it("a flow may be as large as the contract allows", () => {
  const nodes = Array.from({ length: FLOW_MOST.nodes }, (_, i) => ({ ...node(flow, "done"), code: `n${i}` }));
  const actions = Array.from({ length: FLOW_MOST.actions }, (_, i) => ({ ...flow.actions[0]!, code: `a${i}` }));
  const takes = (part: Partial<TicketFlow>) => ticketFlow.safeParse({ ...flow, ...part }).success;
  expect([takes({ nodes }), takes({ nodes: [...nodes, node(flow, "done")] })]).toEqual([true, false]);
  expect([takes({ actions }), takes({ actions: [...actions, flow.actions[0]!] })]).toEqual([true, false]);
});

describe("spans of working time", () => {
  const office = {
    timezone: "Asia/Shanghai",
    holidays: [],
    weekly: [
      { days: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" },
      { days: [1, 2, 3, 4], from: "13:00", to: "18:00" },
    ],
  };

  it("know how long a working day is", () => {
    expect(dayMinutes(null)).toBe(1_440);
    expect(dayMinutes(office)).toBe(420);
    expect(dayMinutes({ ...office, weekly: [{ days: [6], from: "22:00", to: "06:00" }] })).toBe(480);
    expect(dayMinutes({ ...office, weekly: [] })).toBe(1_440);
  });

  it("are shown in the largest unit that is whole, and come back as they were", () => {
    expect(spanOf(90, 1_440)).toEqual({ amount: 90, unit: "minutes" });
    expect(spanOf(180, 1_440)).toEqual({ amount: 3, unit: "hours" });
    expect(spanOf(840, 420)).toEqual({ amount: 2, unit: "days" });
    expect(spanOf(0, 420)).toEqual({ amount: 0, unit: "minutes" });
    for (const minutes of [1, 59, 60, 61, 840, 2_880, 525_600]) {
      const { amount, unit } = spanOf(minutes, 420);
      expect(minutesOf(amount, unit, 420)).toBe(minutes);
    }
    expect(amountIn(90, "hours", 420)).toBe(1.5);
    expect(minutesOf(1.5, "days", 420)).toBe(630);
  });

  it("keep the warning that was wished for while the limit is shorter", () => {
    const limit = { minutes: 240, warnMinutes: 30 };
    const shortened = (minutes: number, wished: number) => ({ minutes, warnMinutes: Math.min(wished, minutes) });
    const short = shortened(4, wishedWarning(limit, 0));
    expect(short).toEqual({ minutes: 4, warnMinutes: 4 });
    expect(shortened(480, wishedWarning(short, 30))).toEqual({ minutes: 480, warnMinutes: 30 });
    expect(wishedWarning({ minutes: 240, warnMinutes: 10 }, 30)).toBe(10);
    expect(wishedWarning({ minutes: 4, warnMinutes: 2 }, 30)).toBe(2);
  });
});
