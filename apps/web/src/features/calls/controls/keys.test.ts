import { describe, expect, it } from "vitest";
import { deedOf } from "./keys.ts";

const pressed = (code: string, more: Partial<Parameters<typeof deedOf>[0]> = {}) =>
  deedOf({ code, altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, getModifierState: () => false, ...more });

describe("a key of a call", () => {
  it("is read by its place, whatever character Alt makes of it", () => {
    expect(["KeyA", "KeyM", "KeyH", "KeyK", "KeyE", "KeyS", "KeyC"].map((code) => pressed(code))).toEqual([
      "answer",
      "mute",
      "hold",
      "keypad",
      "hangUp",
      "save",
      "continue",
    ]);
    expect(pressed("KeyX")).toBeNull();
  });

  it("is typing without Alt, with another modifier, and with AltGr", () => {
    expect(pressed("KeyE", { altKey: false })).toBeNull();
    for (const other of ["ctrlKey", "metaKey", "shiftKey"] as const) expect(pressed("KeyE", { [other]: true })).toBeNull();
    expect(pressed("KeyE", { getModifierState: (name: string) => name === "AltGraph" })).toBeNull();
  });
});
