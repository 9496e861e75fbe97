import type { agentEndpoints, MyAgent, Output } from "@cloverdesk/contracts";

/** The signed-in agent for tests: ready, at this page, with what differs given. */
export function anAgent(given: Partial<MyAgent> = {}): MyAgent {
  return {
    personId: "0190f3a2-0000-7000-8000-0000000000f1",
    version: 1,
    state: "ready",
    since: "2026-01-05T08:00:00.000Z",
    reason: "asked",
    breakReason: null,
    note: null,
    next: null,
    callId: null,
    wrapUpEndsAt: null,
    audioTab: null,
    connected: true,
    can: { goOnDuty: false, takeBreak: true, goOffDuty: true, goOutboundOnly: true, continueWork: false, dial: true },
    ...given,
  };
}

/** What the api tells the signed-in agent: their presence and the settings that matter to them. */
export function myPresence(given: Partial<MyAgent> = {}): Output<typeof agentEndpoints.mine> {
  return {
    agent: anAgent(given),
    settings: {
      autoAnswer: false,
      autoAnswerDelayMs: 3_000,
      ringTimeoutMs: 20_000,
      wrapUpLimitMs: null,
      summaryRequired: true,
      breakReasons: [{ code: "lunch", name: { zh: "用餐", en: "Lunch" }, usualMinutes: 30 }],
    },
  };
}
