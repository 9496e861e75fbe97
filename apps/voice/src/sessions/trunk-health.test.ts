import { expect, test } from "vitest";
import { createTrunkHealth } from "./trunk-health.ts";

const trunk = { host: "carrier.example", port: 5060, transport: "udp" } as const;
const [first, second] = ["192.0.2.1", "192.0.2.2"].map((host) => ({ protocol: "UDP" as const, host, port: 5060 }));

function health() {
  let changes = 0;
  const of = createTrunkHealth(() => changes++);
  return { of, changes: () => changes, up: () => of.states().map(({ up }) => up) };
}

test("nothing is said of a trunk before something is known", () => {
  const { of, changes } = health();
  of.used(trunk, first!);
  expect(of.states()).toEqual([]);
  expect(changes()).toBe(0);
});

test("a trunk whose address does not answer is down, once, and up when it answers again", () => {
  const { of, changes, up } = health();
  of.used(trunk, first!);
  of.targetChanged({ ...first!, alive: false });
  of.used(trunk, first!);
  expect(of.states()).toEqual([{ ...trunk, up: false }]);
  expect(changes()).toBe(1);
  of.targetChanged({ ...first!, alive: true });
  expect(up()).toEqual([true]);
  of.answered(trunk);
  expect(changes()).toBe(2);
});

test("a trunk with two addresses is down when both are dead, and up by the first that answers", () => {
  const { of, up } = health();
  of.used(trunk, first!);
  of.used(trunk, second!);
  of.targetChanged({ ...first!, alive: false });
  expect(up()).toEqual([]);
  of.targetChanged({ ...second!, alive: false });
  expect(up()).toEqual([false]);
  of.targetChanged({ ...first!, alive: true });
  expect(up()).toEqual([true]);
});

test("an address that died before the call that used it was noted counts, and one of another trunk does not", () => {
  const { of, up } = health();
  of.targetChanged({ ...first!, alive: false });
  of.used(trunk, first!);
  expect(up()).toEqual([false]);
  of.targetChanged({ ...second!, alive: true });
  expect(up()).toEqual([false]);
});
