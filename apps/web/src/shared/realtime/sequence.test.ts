import { describe, expect, it } from "vitest";
import { createSequence } from "./sequence.ts";

describe("the sequence of pushes", () => {
  it("is followed in each stream by itself, from the first envelope seen", () => {
    const seq = createSequence();
    expect(seq.follows("person:1", 57)).toBe(true);
    expect(seq.follows("group:7", 1)).toBe(true);
    expect(seq.follows("person:1", 58)).toBe(true);
  });

  it("notices a gap once and goes on from there", () => {
    const seq = createSequence();
    seq.follows("person:1", 1);
    expect(seq.follows("person:1", 4)).toBe(false);
    expect(seq.follows("person:1", 5)).toBe(true);
  });

  it("notices that the sender began to count anew", () => {
    const seq = createSequence();
    seq.follows("person:1", 8);
    expect(seq.follows("person:1", 1)).toBe(false);
  });

  it("starts anew on a new connection", () => {
    const seq = createSequence();
    seq.follows("person:1", 9);
    seq.reset();
    expect(seq.follows("person:1", 1)).toBe(true);
  });
});
