import type { Language } from "@cloverdesk/contracts";

/** Prompt ids of the voice service (its catalogue) that calls use outside a flow. */
export const HOLD_MUSIC = "music/hold";
export const RINGBACK = "tone/ringback";
/** What a customer hears whose transfer was not taken: before the giver is rung again, or before the music of the queue. */
export const NOT_TAKEN: Record<Language, { back: string; again: string }> = {
  zh: { back: "zh/transfer-failed", again: "zh/please-hold" },
  en: { back: "en/transfer-failed", again: "en/please-hold" },
};
/** What a customer hears whose agent's page was lost: before the music of the queue, or before the end. */
export const AGENT_LOST: Record<Language, { again: string; farewell: string }> = {
  zh: { again: "zh/agent-lost", farewell: "zh/agent-lost-farewell" },
  en: { again: "en/agent-lost", farewell: "en/agent-lost-farewell" },
};
