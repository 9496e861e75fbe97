import type { agentSettings } from "@cloverdesk/contracts";
import type { z } from "zod";
import type { Reader } from "../../platform/db/client.ts";

export type AgentSettings = z.infer<typeof agentSettings>;

export async function readSettings(_reader: Reader): Promise<AgentSettings> {
  return {
    autoAnswer: false,
    autoAnswerDelayMs: 0,
    ringTimeoutMs: 20_000,
    wrapUpLimitMs: 60_000,
    summaryRequired: false,
    breakReasons: [{ code: "rest", name: { zh: "休息", en: "Rest" }, usualMinutes: 10 }],
  };
}
