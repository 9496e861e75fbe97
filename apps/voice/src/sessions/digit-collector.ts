import type { Clock, Timer } from "@cloverdesk/sip";

export interface CollectPlan {
  maxDigits: number;
  /** Ends the input and is not part of it. */
  terminator?: string | undefined;
  /** From the end of the prompt to the first key, ms. */
  firstDigitTimeoutMs: number;
  /** From one key to the next, ms. */
  interDigitTimeoutMs: number;
  /** Keys count while the prompt plays, and cut it short. */
  bargeIn: boolean;
}

export type CollectEnd = "complete" | "terminator" | "timeout" | "stopped";

export interface DigitCollector {
  key(digit: string): void;
  /** The prompt is over: from here on time runs. */
  promptEnded(): void;
  stop(): void;
  readonly ended: boolean;
}

/** Gathers the keys of one answer. `interrupt` runs at the first key that cuts the prompt short, `end` exactly once. */
export function createDigitCollector(
  plan: CollectPlan,
  clock: Clock,
  on: { interrupt(): void; end(digits: string, why: CollectEnd): void },
): DigitCollector {
  let digits = "";
  let prompting = true;
  let ended = false;
  let timer: Timer | undefined;

  const end = (why: CollectEnd): void => {
    if (ended) return;
    ended = true;
    clock.clearTimeout(timer);
    on.end(digits, why);
  };
  const wait = (ms: number): void => {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => end("timeout"), ms);
  };

  return {
    key(digit) {
      if (ended || (prompting && !plan.bargeIn)) return;
      if (prompting) {
        prompting = false;
        on.interrupt();
      }
      if (digit === plan.terminator) return end("terminator");
      digits += digit;
      if (digits.length >= plan.maxDigits) return end("complete");
      wait(plan.interDigitTimeoutMs);
    },
    promptEnded() {
      if (ended || !prompting) return;
      prompting = false;
      wait(plan.firstDigitTimeoutMs);
    },
    stop: () => end("stopped"),
    get ended() {
      return ended;
    },
  };
}
