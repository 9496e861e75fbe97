import { expect, test } from "vitest";
import { thenFetched } from "./then-fetched.ts";

test("what worked is told when the page shows it", async () => {
  const order: string[] = [];
  const fetchAgain = async () => void order.push("fetched");
  await thenFetched(Promise.resolve("row"), fetchAgain).then((row) => order.push(row));
  expect(order).toEqual(["fetched", "row"]);
});

test("what failed is told at once, and what stands there is fetched again nevertheless", async () => {
  let asked = 0;
  const never = () => {
    asked += 1;
    return new Promise<void>(() => {});
  };
  await expect(thenFetched(Promise.reject(new Error("away")), never)).rejects.toThrow("away");
  expect(asked).toBe(1);
});
