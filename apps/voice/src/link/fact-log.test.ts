import type { VoiceFact } from "@cloverdesk/contracts";
import { createFakeClock } from "@cloverdesk/testing/timers";
import { describe, expect, it } from "vitest";
import { createFactLog } from "./fact-log.ts";

function logging() {
  const clock = createFakeClock();
  const told: VoiceFact[] = [];
  const listener = { here: true };
  const log = createFactLog(
    clock,
    (fact) => {
      if (listener.here) told.push(fact);
      return listener.here;
    },
    () => new Date("2026-03-02T02:00:00.000Z"),
  );
  return { clock, log, listener, told, seqs: () => told.splice(0).map(({ callId, seq }) => `${callId}${seq}`) };
}
const fact = { name: "leg.ringing", legId: "l" } as const;

describe("the fact log", () => {
  it("numbers each call's facts from 1 and says them at once", () => {
    const { log, told, seqs } = logging();
    log.say("a", fact);
    log.say("b", fact);
    log.say("a", fact);
    expect(told[0]).toEqual({ callId: "a", seq: 1, at: "2026-03-02T02:00:00.000Z", fact });
    expect(seqs()).toEqual(["a1", "b1", "a2"]);
  });

  it("says what was not acknowledged again after 2 s, with all that followed, in order", async () => {
    const { clock, log, seqs } = logging();
    for (let i = 0; i < 3; i++) log.say("a", fact);
    log.acknowledge("a", 1);
    seqs();
    await clock.advance(1500);
    log.say("a", fact);
    expect(seqs()).toEqual(["a4"]);
    await clock.advance(500);
    expect(seqs()).toEqual(["a2", "a3", "a4"]);
    for (const seq of [2, 3, 4]) log.acknowledge("a", seq);
    await clock.advance(10_000);
    expect(seqs()).toEqual([]);
  });

  it("keeps everything while nobody listens, and says it all to who comes", async () => {
    const { clock, log, listener, seqs } = logging();
    listener.here = false;
    for (let i = 0; i < 3; i++) log.say("a", fact);
    await clock.advance(3_600_000);
    expect(log.open).toBe(3);
    listener.here = true;
    log.repeatAll();
    expect(seqs()).toEqual(["a1", "a2", "a3"]);
  });

  it("runs what waits for an acknowledgement once, and does not mind a second or a strange one", () => {
    const { log } = logging();
    let safe = 0;
    log.say("a", fact, () => safe++);
    log.acknowledge("a", 1);
    log.acknowledge("a", 1);
    log.acknowledge("a", 7);
    log.acknowledge("x", 1);
    expect(safe).toBe(1);
    expect(log.hasOpen("a")).toBe(false);
  });

  it("forgets a call when its last fact is acknowledged", () => {
    const { log, seqs } = logging();
    log.say("a", { name: "session.ended" });
    log.acknowledge("a", 1);
    expect(log.open).toBe(0);
    seqs();
    log.repeatAll();
    expect(seqs()).toEqual([]);
  });
});
