import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AGENT_STATES, AGENT_TABLE, type AgentEvent, type AgentState } from "./states.ts";

const edges = AGENT_STATES.flatMap((from) =>
  (Object.entries(AGENT_TABLE[from]) as [AgentEvent, AgentState][]).map(([event, to]) => ({ from, event, to })),
);
const reachableFrom = (start: AgentState): Set<AgentState> => {
  const seen = new Set([start]);
  for (const state of seen) for (const { from, to } of edges) if (from === state) seen.add(to);
  return seen;
};

test("an event leads to the same state from everywhere", () => {
  for (const { event } of edges) expect(new Set(edges.filter((edge) => edge.event === event).map((edge) => edge.to)).size, event).toBe(1);
});

test("no state is a dead end: from each one every other can be reached", () => {
  for (const state of AGENT_STATES) expect([...reachableFrom(state)].sort(), state).toEqual([...AGENT_STATES].sort());
});

test("only a ready agent is rung, or in wrap-up by the call that they gave away; nothing but the call itself leads into it", () => {
  expect(edges.filter(({ event }) => event === "call_returned").map(({ from }) => from)).toEqual(["ready", "wrap_up"]);
  expect(edges.filter(({ event }) => event === "call_offered").map(({ from }) => from)).toEqual(["ready"]);
  expect(new Set(edges.filter(({ to }) => to === "on_call").map(({ event }) => event))).toEqual(new Set(["call_answered", "call_dialed"]));
  expect(new Set(edges.filter(({ to }) => to === "ringing").map(({ event }) => event))).toEqual(new Set(["call_offered", "call_returned"]));
});

test("a wish never ends a call or a wrap-up", () => {
  const wishes = new Set<AgentEvent>(["go_on_duty", "take_break", "go_off_duty", "go_outbound_only"]);
  expect(edges.filter(({ from, event }) => (from === "on_call" || from === "wrap_up") && wishes.has(event))).toEqual([]);
});

test("the drawing names every state and every event of the table, and no other", () => {
  const source = readFileSync(new URL("states.ts", import.meta.url), "utf8");
  const drawing = /\* ```\n([\s\S]*?)\* ```/.exec(source.slice(0, source.indexOf("export const AGENT_TABLE")))?.[1] ?? "";
  const drawn = new Set([...drawing.matchAll(/[a-z]+(?:_[a-z]+)+\*?|ready|ringing|resume_\*/g)].map(([word]) => word));
  const events = edges.map(({ event }) => (event.startsWith("resume_") ? "resume_" : event));
  const words = new Set<string>([...AGENT_STATES, ...events]);
  const named = new Set([...drawn].map((word) => word.replace(/\*$/, "")));
  for (const word of words) expect([...named], `the drawing lacks ${word}`).toContain(word);
  for (const word of named) expect([...words], `the drawing has ${word}`).toContain(word);
});
