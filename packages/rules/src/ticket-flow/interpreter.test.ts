import { type TicketFlow, ticketFlow } from "@cloverdesk/contracts";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../test/seeded-random.ts";
import { actionsFrom, assignmentAt, fieldRightAt, finishes, finishingAction, nodeOf, possibleActions, rightsAt } from "./interpreter.ts";
import { isBlocking, validateFlow } from "./validate.ts";

const GROUP = "11111111-1111-4111-8111-111111111111";
const PERSON = "22222222-2222-4222-8222-222222222222";
const name = (text: string) => ({ zh: text, en: text });
const around = { skillGroupIds: [GROUP], personIds: [PERSON], fieldCodes: ["title", "result", "reason"] };

const flow: TicketFlow = ticketFlow.parse({
  start: "first",
  reopenTo: "first",
  nodes: [
    { code: "first", name: name("一线"), kind: "work", handler: { kind: "skill_group", skillGroupId: GROUP }, fields: { result: "edit" } },
    {
      code: "second",
      name: name("二线"),
      kind: "work",
      handler: { kind: "person", personId: PERSON },
      fields: { result: "required", reason: "hidden" },
    },
    { code: "done", name: name("完结"), kind: "end", handler: { kind: "keep" } },
  ],
  actions: [
    { code: "escalate", name: name("升级二线"), from: "first", to: "second" },
    { code: "solve", name: name("解决"), from: "first", to: "done", primary: true },
    { code: "withdraw", name: name("撤回"), from: "first", to: "done", who: "creator" },
    { code: "solve", name: name("解决"), from: "second", to: "done" },
  ],
});
const ticket = { node: "first", handlerId: "me", creatorId: "author" };
const codes = (actor: { personId: string; manages: boolean }) => possibleActions(flow, ticket, actor).map((action) => action.code);

describe("actions of a flow", () => {
  it("belong to who has the ticket, who created it, and those who manage the group; the usual one comes first", () => {
    expect(codes({ personId: "me", manages: false })).toEqual(["solve", "escalate"]);
    expect(codes({ personId: "author", manages: false })).toEqual(["withdraw"]);
    expect(codes({ personId: "other", manages: false })).toEqual([]);
    expect(codes({ personId: "lead", manages: true })).toEqual(["solve", "escalate", "withdraw"]);
  });

  it("finish by the usual action that leads to an end", () => {
    expect(finishingAction(flow, ticket, { personId: "me", manages: false })?.code).toBe("solve");
    expect(finishingAction(flow, { ...ticket, node: "done" }, { personId: "me", manages: true })).toBeUndefined();
  });

  it("assign by the node that is entered", () => {
    const now = { groupId: "g", handlerId: "h", creatorId: "c" };
    expect(assignmentAt(nodeOf(flow, "first")!, now)).toEqual({ groupId: GROUP, handlerId: null });
    expect(assignmentAt(nodeOf(flow, "second")!, now)).toEqual({ groupId: "g", handlerId: PERSON });
    expect(assignmentAt(nodeOf(flow, "done")!, now)).toEqual({ groupId: "g", handlerId: "h" });
    expect(assignmentAt({ ...nodeOf(flow, "first")!, handler: { kind: "creator" } }, now)).toEqual({ groupId: "g", handlerId: "c" });
  });
});

describe("rights on fields", () => {
  it("are the node's for who may edit, and never more than reading for others; hidden stays hidden", () => {
    expect(rightsAt(nodeOf(flow, "second"), true)).toEqual({ result: "required", reason: "hidden" });
    expect(rightsAt(nodeOf(flow, "second"), false)).toEqual({ result: "read", reason: "hidden" });
    expect(fieldRightAt(nodeOf(flow, "first"), "title", true)).toBe("read");
  });
});

describe("validation", () => {
  const faultsOf = (change: (draft: TicketFlow) => unknown) => {
    const draft = structuredClone(flow);
    change(draft);
    return validateFlow(draft, around).map((fault) => `${fault.code}${fault.node ? ` ${fault.node}` : ""}`);
  };

  it("finds nothing wrong with a whole flow", () => {
    expect(validateFlow(flow, around)).toEqual([]);
  });

  const atNode = (node: number, change: object) => (draft: TicketFlow) => Object.assign(draft.nodes[node]!, change);
  it.each<[string, (draft: TicketFlow) => unknown, string[]]>([
    ["a first node that is not there", (d) => Object.assign(d, { start: "gone" }), ["start_unknown gone"]],
    ["reopening into an end", (d) => Object.assign(d, { reopenTo: "done" }), ["reopen_unknown done"]],
    ["a dead end", (d) => d.actions.splice(3, 1), ["dead_end second"]],
    ["a circle without a way out", (d) => Object.assign(d.actions[3]!, { to: "second" }), ["never_ends second"]],
    ["a node nobody comes to", (d) => d.actions.splice(0, 1), ["unreachable second"]],
    ["an action out of an end", (d) => d.actions.push({ ...d.actions[0]!, code: "back", from: "done" }), ["leaves_end done"]],
    ["a group that is not there", atNode(0, { handler: { kind: "skill_group", skillGroupId: PERSON } }), ["handler_unknown first"]],
    ["a field that is not there", atNode(0, { fields: { nothing: "edit" } }), ["field_unknown first"]],
    [
      "an overdue action of another node",
      atNode(1, { whenOverdue: "escalate" }),
      ["overdue_action_unknown second", "overdue_without_limit second"],
    ],
    ["a node that hides what every list shows", atNode(1, { fields: { title: "hidden" } }), ["never_hidden second"]],
    ["a node without a name", atNode(1, { name: { zh: "二线", en: " " } }), ["name_missing second"]],
    ["an action without a name", (d) => Object.assign(d.actions[1]!, { name: name("") }), ["name_missing first"]],
    ["a first node at which nobody gets the ticket", atNode(0, { handler: { kind: "keep" } }), ["start_unassigned first"]],
    ["two actions of one code", (d) => d.actions.push({ ...d.actions[0]! }), ["action_twice first"]],
  ])("finds %s", (_what, change, expected) => {
    expect(faultsOf(change)).toEqual(expected);
  });
});

/** Any flow at all, sound or not. */
function anyFlow(seed: number): TicketFlow {
  const random = seededRandom(seed);
  const nodes = Array.from({ length: 2 + random.int(6) }, (_, i) => `n${i}`);
  return ticketFlow.parse({
    start: random.pick(nodes),
    reopenTo: random.pick(nodes),
    nodes: nodes.map((code, i) => ({
      code,
      name: name(code),
      kind: i === 0 || random.chance(0.2) ? "end" : "work",
      handler: { kind: "keep" },
    })),
    actions: Array.from({ length: random.int(14) }, (_, i) => ({
      code: `a${i}`,
      name: name("a"),
      from: random.pick(nodes),
      to: random.pick(nodes),
    })),
  });
}

it("lets every ticket of a flow without blocking faults be walked to an end from wherever it gets, and only by its arrows", () => {
  let sound = 0;
  for (let seed = 1; seed <= 3_000; seed++) {
    const any = anyFlow(seed);
    if (validateFlow(any, around).some(isBlocking)) continue;
    sound++;
    const random = seededRandom(seed);
    const boss = { personId: "x", manages: true };
    let node = any.start;
    for (let step = 0; step < 40 && nodeOf(any, node)!.kind !== "end"; step++) {
      const possible = possibleActions(any, { node, handlerId: null, creatorId: null }, boss);
      expect(possible.length, `seed ${seed} at ${node}`).toBeGreaterThan(0);
      expect(new Set(possible)).toEqual(new Set(actionsFrom(any, node)));
      const action = random.pick(possible);
      expect(finishes(any, action)).toBe(nodeOf(any, action.to)?.kind === "end");
      node = action.to;
    }
    // From wherever the walk stopped an end can still be reached.
    const seen = new Set([node]);
    for (const here of seen) for (const action of actionsFrom(any, here)) seen.add(action.to);
    expect(
      [...seen].some((code) => nodeOf(any, code)?.kind === "end"),
      `seed ${seed}`,
    ).toBe(true);
  }
  expect(sound).toBeGreaterThan(30);
});
