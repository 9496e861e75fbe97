import { describe, expect, it } from "vitest";
import { type Answer, createAnswers } from "./answers.ts";

const done = (commandId: string): Answer => ({ type: "done", commandId });

describe("commands that come again", () => {
  it("are answered again and not done again, also while the first still runs", async () => {
    const answers = createAnswers();
    let runs = 0;
    let release = (): void => {};
    const execute = async (): Promise<Answer> => {
      runs++;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { type: "done", commandId: "1", answer: "sdp" };
    };
    const first = answers.once("call", "1", execute);
    const second = answers.once("call", "1", execute);
    release();
    expect(await Promise.all([first, second])).toEqual([
      { type: "done", commandId: "1", answer: "sdp" },
      { type: "done", commandId: "1", answer: "sdp" },
    ]);
    expect(await answers.once("call", "1", execute)).toMatchObject({ answer: "sdp" });
    expect(runs).toBe(1);
  });

  it("are new ones in another call, and with another id", async () => {
    const answers = createAnswers();
    let runs = 0;
    for (const [call, id] of [
      ["a", "1"],
      ["a", "2"],
      ["b", "1"],
    ] as const)
      await answers.once(call, id, async () => {
        runs++;
        return done(id);
      });
    expect(runs).toBe(3);
  });

  it("are remembered for a bounded number of calls, those used last", async () => {
    const answers = createAnswers(2);
    const ran: string[] = [];
    const once = (call: string) =>
      answers.once(call, "1", async () => {
        ran.push(call);
        return done("1");
      });
    for (const call of ["a", "b", "a", "c", "a", "b"]) await once(call);
    expect(ran).toEqual(["a", "b", "c", "b"]);
  });
});
