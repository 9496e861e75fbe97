import type { Language } from "@cloverdesk/contracts";

/** Prompt ids of the voice service (its catalogue) that calls use outside a flow. */
export const HOLD_MUSIC = "music/hold";
export const RINGBACK = "tone/ringback";
/** What a customer hears whose agent's page was lost: before the music of the queue, or before the end. */
export const AGENT_LOST: Record<Language, { again: string; farewell: string }> = {
  zh: { again: "zh/agent-lost", farewell: "zh/agent-lost-farewell" },
  en: { again: "en/agent-lost", farewell: "en/agent-lost-farewell" },
};
