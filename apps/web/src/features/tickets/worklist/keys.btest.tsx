import { expect, it } from "vitest";
import { taskDeedOf } from "./keys.ts";

const pressed = (key: string, held: object = {}) =>
  taskDeedOf({ key, target: null, altKey: false, ctrlKey: false, metaKey: false, ...held });

it("each key has its deed, digits choose a result", () => {
  expect(["n", "N", "s", "b", "Enter"].map((key) => pressed(key))).toEqual(["next", "next", "skip", "callback", "call"]);
  expect([pressed("1"), pressed("9")]).toEqual([{ result: 0 }, { result: 8 }]);
  expect(["0", "x", "Tab", "Escape"].map((key) => pressed(key))).toEqual([null, null, null, null]);
});

it("keys with Alt, Ctrl or Meta are others'", () => {
  for (const held of ["altKey", "ctrlKey", "metaKey"]) expect(pressed("n", { [held]: true })).toBeNull();
});
