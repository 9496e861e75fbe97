import type { FromVoice } from "@cloverdesk/contracts";

export type Answer = Extract<FromVoice, { type: "done" | "refused" }>;

/** Commands already seen and what was answered: the same id again is answered again, not done again. */
export interface Answers {
  /** Runs `execute` the first time an id is seen; afterwards answers as then, waiting if it still runs. */
  once(callId: string, commandId: string, execute: () => Promise<Answer>): Promise<Answer>;
}

const COMMANDS_PER_CALL = 500;

/** Keeps the answers of at most `maxCalls` calls, those used last, and of each the last 500. */
export function createAnswers(maxCalls = 5000): Answers {
  const calls = new Map<string, Map<string, Promise<Answer>>>();

  return {
    once(callId, commandId, execute) {
      const known = calls.get(callId) ?? new Map<string, Promise<Answer>>();
      // Re-inserting keeps the map in order of use.
      calls.delete(callId);
      calls.set(callId, known);
      if (calls.size > maxCalls) calls.delete(calls.keys().next().value!);
      const before = known.get(commandId);
      if (before) return before;
      const answer = execute();
      known.set(commandId, answer);
      if (known.size > COMMANDS_PER_CALL) known.delete(known.keys().next().value!);
      return answer;
    },
  };
}
