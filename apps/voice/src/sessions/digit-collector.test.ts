import { createFakeClock } from "@cloverdesk/testing/timers";
import { describe, expect, it } from "vitest";
import { type CollectPlan, createDigitCollector } from "./digit-collector.ts";

function collecting(change: Partial<CollectPlan> = {}) {
  const clock = createFakeClock();
  const told: string[] = [];
  const plan = { maxDigits: 4, terminator: "#", firstDigitTimeoutMs: 5000, interDigitTimeoutMs: 3000, bargeIn: true, ...change };
  const collector = createDigitCollector(plan, clock, {
    interrupt: () => told.push("interrupt"),
    end: (digits, why) => told.push(`${why} ${digits}`),
  });
  const press = (keys: string) => {
    for (const key of keys) collector.key(key);
  };
  return { clock, told, collector, press };
}

describe("collecting keys", () => {
  it("is complete with the last digit, and the first one cuts the prompt short", () => {
    const { told, press } = collecting();
    press("1234");
    expect(told).toEqual(["interrupt", "complete 1234"]);
  });

  it("ends at the terminator, which is not part of the answer", () => {
    const { told, press, collector } = collecting();
    collector.promptEnded();
    press("12#34");
    expect(told).toEqual(["terminator 12"]);
  });

  it("takes the terminator alone as an empty answer", () => {
    const { told, press } = collecting();
    press("#");
    expect(told).toEqual(["interrupt", "terminator "]);
  });

  it("waits for the first key only from the end of the prompt on", async () => {
    const { clock, told, collector } = collecting();
    await clock.advance(60_000);
    expect(told).toEqual([]);
    collector.promptEnded();
    await clock.advance(4999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(["timeout "]);
  });

  it("waits anew after each key, and gives what it has when nothing more comes", async () => {
    const { clock, told, press, collector } = collecting();
    collector.promptEnded();
    await clock.advance(4000);
    press("1");
    await clock.advance(2900);
    press("2");
    await clock.advance(2900);
    expect(told).toEqual([]);
    await clock.advance(100);
    expect(told).toEqual(["timeout 12"]);
  });

  it("does not hear keys under a prompt that must be heard", () => {
    const { told, press, collector } = collecting({ bargeIn: false });
    press("99");
    collector.promptEnded();
    press("1234");
    expect(told).toEqual(["complete 1234"]);
  });

  it("ends once: neither time nor keys nor a second stop change what was told", async () => {
    const { clock, told, press, collector } = collecting({ maxDigits: 1 });
    press("1");
    press("2");
    collector.stop();
    collector.promptEnded();
    await clock.advance(60_000);
    expect(told).toEqual(["interrupt", "complete 1"]);
    expect(clock.waiting).toBe(0);
  });

  it("can be stopped, with what was pressed so far", async () => {
    const { clock, told, press, collector } = collecting();
    press("7");
    collector.stop();
    await clock.advance(60_000);
    expect(told).toEqual(["interrupt", "stopped 7"]);
  });
});
