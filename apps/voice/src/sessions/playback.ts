import type { Clock, Timer } from "@cloverdesk/sip";
import { type CollectEnd, type CollectPlan, createDigitCollector } from "./digit-collector.ts";

export interface PlayPlan {
  playId: string;
  /** Played once before `prompts`. */
  first?: readonly string[] | undefined;
  /** May be empty when only keys are collected. */
  prompts: readonly string[];
  loop: boolean;
  collect?: CollectPlan | undefined;
  /** Interrupts the looping `prompts` with its own, every `everyMs` of them. */
  announce?: { everyMs: number; prompts: readonly string[] } | undefined;
}

export type PlaybackEnd =
  | { kind: "played"; why: "finished" | "stopped" }
  | { kind: "collected"; digits: string; why: CollectEnd /** Keys of `typedAhead` that were not needed. */; unused: string };

/** What a playback asks of the leg it plays to. All of it runs inside the session's queue. */
export interface PlaybackLeg {
  readonly clock: Clock;
  /** Begins to play in place of what plays; false when it cannot be played (told in the log). Its end comes by `segmentEnded`. */
  play(prompts: readonly string[], options: { loop: boolean; playId: string }): Promise<boolean>;
  stop(): Promise<void>;
  /** Runs work in the session's queue. */
  later(work: () => Promise<void>): void;
  /** Exactly once, when all is over. */
  ended(end: PlaybackEnd): void;
}

/** One `play` command: a list, or a loop with something before and between, or a question that waits for keys. */
export interface Playback {
  readonly playId: string;
  readonly collects: boolean;
  /** To be called inside the session's queue. `typedAhead`: keys pressed before. */
  start(typedAhead: string): Promise<void>;
  /** The engine's news of a playback; those of other playbacks are ignored. */
  segmentEnded(segmentId: string, reason: "finished" | "stopped" | "replaced"): void;
  key(digit: string): void;
  /** Ends it as stopped. The leg goes on with what comes next: nothing is sent to the engine. */
  stop(): void;
}

type Phase = "first" | "main" | "announce";

export function createPlayback(plan: PlayPlan, leg: PlaybackLeg): Playback {
  const { playId, collect, announce } = plan;
  let segments = 0;
  let current: { id: string; phase: Phase } | null = null;
  let over = false;
  let timer: Timer | undefined;
  let unused = "";

  const finish = (end: PlaybackEnd): void => {
    if (over) return;
    over = true;
    current = null;
    leg.clock.clearTimeout(timer);
    leg.ended(end);
  };
  /** Silences what plays without ending the whole. */
  const hush = (): void => {
    if (!current) return;
    current = null;
    leg.later(() => leg.stop());
  };
  const collector =
    collect &&
    createDigitCollector(collect, leg.clock, {
      interrupt: hush,
      end(digits, why) {
        if (why !== "stopped") hush();
        finish({ kind: "collected", digits, why, unused });
      },
    });

  async function begin(phase: Phase, prompts: readonly string[], loop: boolean): Promise<void> {
    const segment = { id: `${playId}#${++segments}`, phase };
    current = segment;
    const plays = prompts.length > 0 && (await leg.play(prompts, { loop, playId: segment.id }));
    if (!plays && current === segment) await next(phase);
  }
  async function main(): Promise<void> {
    if (announce && plan.loop) {
      leg.clock.clearTimeout(timer);
      timer = leg.clock.setTimeout(() => leg.later(interrupt), announce.everyMs);
    }
    await begin("main", plan.prompts, plan.loop);
  }
  async function interrupt(): Promise<void> {
    if (!over && announce) await begin("announce", announce.prompts, false);
  }
  /** A segment was heard to its end, or could not be played. */
  async function next(phase: Phase): Promise<void> {
    current = null;
    if (phase !== "main") return main();
    if (collector) collector.promptEnded();
    else if (!plan.loop) finish({ kind: "played", why: "finished" });
  }

  return {
    playId,
    collects: collector !== undefined,
    async start(typedAhead) {
      if (collector && collect?.bargeIn) {
        const taken = [...typedAhead];
        for (let key = taken.shift(); key !== undefined; key = taken.shift()) {
          unused = taken.join("");
          collector.key(key);
          if (collector.ended) return;
        }
        if (typedAhead !== "") return;
      }
      if (plan.first) await begin("first", plan.first, false);
      else await main();
    },
    segmentEnded(segmentId, reason) {
      const segment = current;
      if (segment?.id !== segmentId) return;
      // Somebody else's sound took the leg: this is over.
      if (reason !== "finished") return this.stop();
      leg.later(async () => {
        if (current === segment) await next(segment.phase);
      });
    },
    key: (digit) => collector?.key(digit),
    stop() {
      if (collector) collector.stop();
      else finish({ kind: "played", why: "stopped" });
    },
  };
}
