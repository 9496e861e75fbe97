import { describe, expect, it } from "vitest";
import { microphoneProblem } from "./microphone.ts";

const failure = (name: string, message = "") => Object.assign(new Error(message), { name });

describe("a microphone that cannot be opened", () => {
  it.each([
    ["NotAllowedError", "Permission denied", "denied"],
    ["NotAllowedError", "Permission dismissed", "dismissed"],
    ["NotFoundError", "", "missing"],
    ["OverconstrainedError", "", "missing"],
    ["NotReadableError", "", "busy"],
    ["TypeError", "", "insecure"],
    ["Error", "", "failed"],
  ])("%s %s is told as %s", (name, message, problem) => {
    expect(microphoneProblem(failure(name, message))).toBe(problem);
  });
});
