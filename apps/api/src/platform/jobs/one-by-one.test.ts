import { expect, it } from "vitest";
import { oneByOne } from "./one-by-one.ts";

const run = async (count: number, fails: (n: number) => boolean, code?: string) => {
  const done: number[] = [];
  const error: unknown = await oneByOne(Array(count).keys(), async (n) => {
    if (fails(n)) throw Object.assign(new Error(`no ${n}`), code && { code });
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

it("goes on behind however many that fail", async () => {
  const { done, error } = await run(1_000, (n) => n < 990);
  expect(done).toHaveLength(10);
  expect(error).toMatchObject({ message: "990 failed, the first of them: Error: no 0" });
});

it("leaves the rest for later when the database is away", async () => {
  const { done, error } = await run(1_000, (n) => n > 4, "ECONNREFUSED");
  expect(done).toEqual([0, 1, 2, 3, 4]);
  expect(error).toMatchObject({ message: "no 5" });
});
