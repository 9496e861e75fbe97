import { QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it } from "vitest";
import { askAgainIfUnderWay, forgetPersonal, queryClient } from "./query.ts";

const queryKey = ["summary", "a"];
afterEach(() => queryClient.clear());

/** What the server answers, one after the other; the first answer waits until it is let through. */
function answers(...values: number[]) {
  let letThrough = () => {};
  const first = new Promise<void>((resolve) => (letThrough = resolve));
  let asked = 0;
  const queryFn = async () => {
    const n = asked++;
    if (n === 0) await first;
    return values[n] ?? null;
  };
  return { queryFn, letThrough: () => letThrough(), asked: () => asked };
}

it("what a push says is not lost to an older answer under way", async () => {
  const server = answers(0, 1);
  const fetched = queryClient.fetchQuery({ queryKey, queryFn: server.queryFn, retry: false }).catch(() => undefined);
  queryClient.setQueryData(queryKey, 1);
  askAgainIfUnderWay(queryKey);
  server.letThrough();
  await fetched;
  await expect.poll(() => queryClient.isFetching({ queryKey })).toBe(0);
  expect(queryClient.getQueryData(queryKey)).toBe(1);
});

it("nothing is asked again when no answer is under way", async () => {
  const server = answers(0, 1);
  server.letThrough();
  await queryClient.fetchQuery({ queryKey, queryFn: server.queryFn });
  askAgainIfUnderWay(queryKey);
  expect(server.asked()).toBe(1);
});

it("a page outside gets what it waits for when the person is forgotten meanwhile; what was theirs is gone", async () => {
  const server = answers(1);
  const shown = new QueryObserver(queryClient, { queryKey: ["installation"], queryFn: server.queryFn, meta: { public: true } });
  const stop = shown.subscribe(() => {});
  queryClient.setQueryData(["calls"], ["theirs"]);
  forgetPersonal();
  server.letThrough();
  await expect.poll(() => shown.getCurrentResult().data).toBe(1);
  expect(queryClient.getQueryData(["calls"])).toBeUndefined();
  stop();
});
