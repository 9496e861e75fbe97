import { expect, it } from "vitest";
import { oneByOne } from "./one-by-one.ts";

const run = async (count: number, fails: (n: number) => boolean) => {
  const done: number[] = [];
  const error: unknown = await oneByOne(Array(count).keys(), async (n) => {
    if (fails(n)) throw new Error(`no ${n}`);
    done.push(n);
  }).catch((error: unknown) => error);
  return { done, error };
};

it("goes on behind one that fails, and tells of it in the end", async () => {
  expect(await run(3, () => false)).toEqual({ done: [0, 1, 2], error: undefined });
  expect(await run(4, (n) => n === 1)).toEqual({ done: [0, 2, 3], error: new Error("no 1") });
  const { done, error } = await run(30, (n) => n % 3 === 0);
  expect(done).toHaveLength(20);
  expect(error).toMatchObject({
    message: "10 failed, the first of them: Error: no 0",
    errors: expect.arrayContaining([new Error("no 27")]),
  });
});

it("leaves off when nothing succeeds any more", async () => {
  const { done, error } = await run(1_000, (n) => n > 4);
  expect(done).toEqual([0, 1, 2, 3, 4]);
  expect(error).toMatchObject({ message: "10 failed, the first of them: Error: no 5" });
});
