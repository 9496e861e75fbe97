import { createFakeClock } from "@cloverdesk/testing/timers";
import { describe, expect, it } from "vitest";
import { createPlayback, type PlayPlan } from "./playback.ts";
import { createSerial } from "./serial.ts";

/** A leg that only notes what it is told; `finish` ends what plays, as the engine would. */
function playing(change: Partial<PlayPlan>, broken: string[] = []) {
  const clock = createFakeClock();
  const run = createSerial();
  const heard: string[] = [];
  let segment = "";
  const playback = createPlayback(
    { playId: "p", prompts: ["music"], loop: false, ...change },
    {
      clock,
      async play(prompts, { loop, playId }) {
        if (prompts.some((prompt) => broken.includes(prompt))) return false;
        segment = playId;
        heard.push(`${prompts.join("+")}${loop ? " round" : ""}`);
        return true;
      },
      async stop() {
        heard.push("silence");
      },
      later: (work) => void run(work),
      ended: (end) => heard.push(end.kind === "played" ? end.why : `${end.why} ${end.digits}${end.unused && ` unused ${end.unused}`}`),
    },
  );
  return {
    clock,
    heard,
    playback,
    start: (typedAhead = "") => run(() => playback.start(typedAhead)),
    async finish() {
      playback.segmentEnded(segment, "finished");
      await clock.advance(0);
    },
    replace: () => playback.segmentEnded(segment, "replaced"),
  };
}
const menu = { maxDigits: 2, terminator: "#", firstDigitTimeoutMs: 5000, interDigitTimeoutMs: 3000, bargeIn: true };

describe("a playback", () => {
  it("plays its list and tells that it finished", async () => {
    const { start, finish, heard } = playing({ prompts: ["a", "b"] });
    await start();
    await finish();
    expect(heard).toEqual(["a+b", "finished"]);
  });

  it("plays what comes first once, then the music for ever", async () => {
    const { start, finish, heard, clock } = playing({ first: ["welcome"], loop: true });
    await start();
    await finish();
    await clock.advance(3_600_000);
    expect(heard).toEqual(["welcome", "music round"]);
  });

  it("interrupts the music at every interval, and counts anew from its return", async () => {
    const { start, finish, heard, clock } = playing({ loop: true, announce: { everyMs: 30_000, prompts: ["hold on"] } });
    await start();
    await clock.advance(29_999);
    expect(heard).toEqual(["music round"]);
    await clock.advance(1);
    expect(heard).toEqual(["music round", "hold on"]);
    await clock.advance(60_000);
    expect(heard).toHaveLength(2);
    await finish();
    await clock.advance(30_000);
    expect(heard).toEqual(["music round", "hold on", "music round", "hold on"]);
  });

  it("announces nothing before the welcome was heard", async () => {
    const { start, finish, heard, clock } = playing({ first: ["welcome"], loop: true, announce: { everyMs: 1000, prompts: ["hold on"] } });
    await start();
    await clock.advance(5000);
    await finish();
    await clock.advance(999);
    expect(heard).toEqual(["welcome", "music round"]);
  });

  it("is over for good when stopped: nothing more plays", async () => {
    const { start, playback, heard, clock } = playing({ loop: true, announce: { everyMs: 1000, prompts: ["hold on"] } });
    await start();
    playback.stop();
    playback.stop();
    await clock.advance(10_000);
    expect(heard).toEqual(["music round", "stopped"]);
    expect(clock.waiting).toBe(0);
  });

  it("ends as stopped when another sound took the leg, and does not mind news of others", async () => {
    const { start, playback, replace, heard } = playing({});
    await start();
    playback.segmentEnded("somebody else's", "finished");
    expect(heard).toEqual(["music"]);
    replace();
    expect(heard).toEqual(["music", "stopped"]);
  });

  it("passes over what cannot be played", async () => {
    const once = playing({ first: ["gone"], prompts: ["a"] }, ["gone"]);
    await once.start();
    await once.finish();
    expect(once.heard).toEqual(["a", "finished"]);
    const nothing = playing({ prompts: ["gone"] }, ["gone"]);
    await nothing.start();
    expect(nothing.heard).toEqual(["finished"]);
    const music = playing({ loop: true, announce: { everyMs: 1000, prompts: ["gone"] } }, ["gone"]);
    await music.start();
    await music.clock.advance(1000);
    expect(music.heard).toEqual(["music round", "music round"]);
  });
});

describe("a question", () => {
  it("counts time from the end of its prompt", async () => {
    const { start, finish, heard, clock } = playing({ prompts: ["menu"], collect: menu });
    await start();
    await clock.advance(20_000);
    await finish();
    await clock.advance(5000);
    expect(heard).toEqual(["menu", "timeout "]);
  });

  it("falls silent at the first key", async () => {
    const { start, playback, heard, clock } = playing({ prompts: ["menu"], collect: menu });
    await start();
    playback.key("1");
    await clock.advance(0);
    expect(heard).toEqual(["menu", "silence"]);
    playback.key("2");
    expect(heard).toEqual(["menu", "silence", "complete 12"]);
  });

  it("needs no prompt", async () => {
    const { start, heard, clock } = playing({ prompts: [], collect: menu });
    await start();
    await clock.advance(5000);
    expect(heard).toEqual(["timeout "]);
  });

  it("takes keys that were pressed before, plays nothing, and gives back those it does not need", async () => {
    const { start, heard } = playing({ prompts: ["menu"], collect: menu });
    await start("1234");
    expect(heard).toEqual(["complete 12 unused 34"]);
  });

  it("waits for the rest of an answer begun before, without its prompt", async () => {
    const { start, playback, heard } = playing({ prompts: ["menu"], collect: menu });
    await start("1");
    playback.key("#");
    expect(heard).toEqual(["terminator 1"]);
  });

  it("that must be heard forgets keys pressed before", async () => {
    const { start, finish, playback, heard } = playing({ prompts: ["menu"], collect: { ...menu, bargeIn: false } });
    await start("12");
    playback.key("3");
    await finish();
    playback.key("4");
    playback.key("5");
    expect(heard).toEqual(["menu", "complete 45"]);
  });

  it("tells what was pressed when it is stopped", async () => {
    const { start, playback, heard } = playing({ prompts: ["menu"], collect: menu });
    await start();
    playback.key("1");
    playback.stop();
    expect(heard.at(-1)).toBe("stopped 1");
  });
});
