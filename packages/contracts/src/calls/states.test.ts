import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  CALL_STATES,
  CALL_TABLE,
  CONSULTATION_EVENTS,
  CONSULTATION_STATES,
  CONSULTATION_TABLE,
  PART_STATES,
  PART_TABLE,
  TRANSFER_STATES,
  TRANSFER_TABLE,
} from "./states.ts";

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

test("the drawing of a consultation has a cell for each event in each state, and it is what the table says", () => {
  const before = source.slice(0, source.indexOf("export const CONSULTATION_TABLE"));
  const drawing = before.slice(before.lastIndexOf("* ```\n", before.lastIndexOf("* ```") - 1));
  const lines = drawing.split("\n").map((line) => line.replace(/^ \* {1,2}/, ""));
  const head = lines.find((line) => /^ +ringing +with_colleague/.test(line)) ?? "";
  const live = CONSULTATION_STATES.filter((state) => state !== "ended");
  for (const event of CONSULTATION_EVENTS) {
    const line = lines.find((each) => each.startsWith(`${event} `)) ?? "";
    expect(line, event).not.toBe("");
    for (const state of live) {
      const to = CONSULTATION_TABLE[state][event];
      const [from, until] = [head.indexOf(state), live.map((each) => head.indexOf(each)).find((at) => at > head.indexOf(state))];
      const cell = line.slice(from, until).trim();
      const words = to === undefined ? /^–/ : to === state ? /^stays/ : to === "ended" ? /^ended/ : new RegExp(`^${to}`);
      expect(cell, `${event} in ${state}`).toMatch(words);
    }
  }
});

test("a consultation comes to its end from everywhere, whoever is lost", () => {
  for (const state of CONSULTATION_STATES.filter((each) => each !== "ended")) {
    expect(CONSULTATION_TABLE[state].voice_lost, state).toBe("ended");
    expect(CONSULTATION_TABLE[state].asker_lost, state).toBe("ended");
    expect(CONSULTATION_TABLE[state].colleague_lost ?? CONSULTATION_TABLE[state].colleague_away, state).toBe("ended");
  }
  expect(CONSULTATION_TABLE.ended).toEqual({});
});

test("a part is entered by a ring or by calling out alone, and only these two can be answered", () => {
  const targets = new Set(Object.values(PART_TABLE).flatMap((events) => Object.values(events)));
  expect(PART_STATES.filter((state) => !targets.has(state))).toEqual(["ringing", "dialing"]);
  expect(PART_STATES.filter((state) => PART_TABLE[state].answer)).toEqual(["ringing", "dialing"]);
});

test("a ringing call can be missed or withdrawn, but not hung up", () => {
  expect(Object.keys(PART_TABLE.ringing).sort()).toEqual(["answer", "miss", "withdraw"]);
});
