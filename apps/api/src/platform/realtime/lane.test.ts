import type { RecordedEvent } from "@cloverdesk/contracts";
import { expect, it } from "vitest";
import { lane } from "./lane.ts";

const event = (seq: number, name = "call.arrived"): RecordedEvent => ({
  seq: BigInt(seq),
  name,
  at: new Date(0),
  entity: "call",
  entityId: "c",
  actorId: null,
  data: {},
});

/** Work that ends when the test says so. */
function slowWork() {
  const batches: number[][] = [];
  const held: (() => void)[] = [];
  const work = async (events: RecordedEvent[]): Promise<void> => {
    batches.push(events.map(({ seq }) => Number(seq)));
    await new Promise<void>((done) => held.push(done));
  };
  const finish = async (): Promise<void> => {
    held.shift()?.();
    await new Promise(setImmediate);
  };
  return { batches, work, finish };
}

it("gathers what comes while a batch is worked on, in its order", async () => {
  const { batches, work, finish } = slowWork();
  const take = lane(() => true, work);
  take([event(1)]);
  take([event(2), event(3)]);
  take([event(4)]);
  expect(batches).toEqual([[1]]);
  await finish();
  expect(batches).toEqual([[1], [2, 3, 4]]);
  await finish();
  take([event(5)]);
  expect(batches).toEqual([[1], [2, 3, 4], [5]]);
});

it("leaves alone what is not for it", () => {
  const { batches, work } = slowWork();
  const take = lane((name) => name.startsWith("call."), work);
  take([event(1, "agent.state_changed")]);
  expect(batches).toEqual([]);
  take([event(2, "agent.state_changed"), event(3)]);
  expect(batches).toEqual([[3]]);
});

it("does not wait for another lane", () => {
  const [slow, other] = [slowWork(), slowWork()];
  const lanes = [lane(() => true, slow.work), lane(() => true, other.work)];
  for (const take of lanes) take([event(1)]);
  expect([slow.batches, other.batches]).toEqual([[[1]], [[1]]]);
});
