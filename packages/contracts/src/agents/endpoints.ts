import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { id, tabId } from "../kernel/shapes.ts";
import { line, text } from "../kernel/text.ts";
import { agentRow, agentSettings, myAgent, whyNoCalls } from "./shapes.ts";
import { askableState } from "./states.ts";

const tab = z.object({ tabId });

export const agentEndpoints = {
  mine: endpoint({
    id: "agents.mine",
    method: "GET",
    path: "/api/agents/me",
    permission: "presence.use",
    summary: "My presence and the settings that govern it",
    output: z.object({ agent: myAgent, settings: agentSettings }),
  }),
  ask: endpoint({
    id: "agents.ask",
    method: "POST",
    path: "/api/agents/me/state",
    permission: "presence.use",
    summary: "Go on duty, take a break, go off duty or outbound only; during a call it becomes the next state",
    body: tab.extend({ state: askableState, breakReason: text(40).optional() }),
    output: myAgent,
    errors: ["agents.transition_refused", "agents.break_reason_unknown", "agents.not_connected"],
  }),
  continueWork: endpoint({
    id: "agents.continueWork",
    method: "POST",
    path: "/api/agents/me/continue-work",
    permission: "presence.use",
    summary: "End wrap-up: to the next state asked for, else to where the agent came from",
    output: myAgent,
    errors: ["agents.transition_refused", "agents.summary_required"],
  }),
  takeAudio: endpoint({
    id: "agents.takeAudio",
    method: "POST",
    path: "/api/agents/me/audio-tab",
    permission: "presence.use",
    summary: "Make this tab the one that rings and talks",
    body: tab,
    output: myAgent,
    errors: ["agents.transition_refused", "agents.not_connected"],
  }),
  whyNoCalls: endpoint({
    id: "agents.whyNoCalls",
    method: "GET",
    path: "/api/agents/me/why-no-calls",
    permission: "presence.use",
    summary: "Why am I not getting calls?",
    output: whyNoCalls,
  }),
  list: endpoint({
    id: "agents.list",
    method: "GET",
    path: "/api/agents",
    permission: "agents.read",
    summary: "Agents in scope with their states",
    output: z.object({ items: z.array(agentRow) }),
  }),
  force: endpoint({
    id: "agents.force",
    method: "POST",
    path: "/api/agents/:personId/force-state",
    permission: "agents.force",
    summary: "Set an agent's state, with a reason they are told",
    params: z.object({ personId: id }),
    body: z.object({ state: askableState, note: line(200, 1) }),
    output: agentRow,
    errors: ["agents.transition_refused", "people.not_found"],
  }),
} as const;
