import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CALL_STATES, CALL_TABLE, PART_STATES, PART_TABLE, TRANSFER_STATES, TRANSFER_TABLE } from "./states.ts";

const source = readFileSync(new URL("states.ts", import.meta.url), "utf8");

describe.each([
  ["CALL_TABLE", CALL_STATES, CALL_TABLE, ["ended"]],
  ["PART_TABLE", PART_STATES, PART_TABLE, ["ended"]],
  ["TRANSFER_TABLE", TRANSFER_STATES, TRANSFER_TABLE, ["taken", "returned", "ended"]],
] as const)("%s", (name, states, table, ends: readonly string[]) => {
  const edges = states.flatMap((from) =>
    Object.entries((table as Record<string, Record<string, string>>)[from] ?? {}).map(([event, to]) => ({
      from: from as string,
      event,
      to,
    })),
  );
  const reachableFrom = (start: string): Set<string> => {
    const seen = new Set([start]);
    for (const state of seen) for (const { from, to } of edges) if (from === state) seen.add(to);
    return seen;
  };

  test("every state leads to its end, and the end leads nowhere", () => {
    for (const state of states.filter((each) => !ends.includes(each))) expect([...reachableFrom(state)], state).toContain("ended");
    expect(states.filter((state) => edges.every(({ from }) => from !== state))).toEqual(ends);
  });

  test("an event leads to the same state from everywhere", () => {
    for (const { event } of edges) expect(new Set(edges.filter((edge) => edge.event === event).map(({ to }) => to)).size, event).toBe(1);
  });

  test("the drawing names every state and every event", () => {
    const before = source.slice(0, source.indexOf(`export const ${name}`));
    const drawing = before.slice(before.lastIndexOf("* ```\n", before.lastIndexOf("* ```") - 1));
    for (const word of [...states, ...edges.map(({ event }) => event)]) expect(drawing, word).toMatch(new RegExp(`\\b${word}\\b`));
  });
});

test("a part is entered by a ring or by calling out alone, and only these two can be answered", () => {
  const targets = new Set(Object.values(PART_TABLE).flatMap((events) => Object.values(events)));
  expect(PART_STATES.filter((state) => !targets.has(state))).toEqual(["ringing", "dialing"]);
  expect(PART_STATES.filter((state) => PART_TABLE[state].answer)).toEqual(["ringing", "dialing"]);
});

test("a ringing call can be missed or withdrawn, but not hung up", () => {
  expect(Object.keys(PART_TABLE.ringing).sort()).toEqual(["answer", "miss", "withdraw"]);
});
