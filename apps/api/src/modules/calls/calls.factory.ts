import { randomUUID } from "node:crypto";
import { agentEndpoints, type Contact, callEndpoints, callPushes } from "@cloverdesk/contracts";
import type { ApiClient, Harness, Page } from "../../../test/harness.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { hotlineFactory, queueFlow } from "../hotlines/hotlines.factory.ts";

/** A hotline whose flow leads straight into one group, which may also call out with it. */
export async function hotlineWithGroup(api: Harness, maxWaitMs: number | null = null) {
  const group = await skillGroupFactory(api.db);
  const hotline = await hotlineFactory(api.db, { flow: queueFlow(group.id, maxWaitMs), grantedTo: [group.id] });
  return { group, hotline };
}

export interface AgentAtWork {
  personId: string;
  client: ApiClient;
  page: Page;
  /** The contact as last pushed to the page, once it fits. */
  contact(where: (contact: Contact) => boolean): Promise<Contact>;
  /** Connects the page's audio to the call, as the page does while it rings. */
  connectAudio(callId: string): Promise<void>;
}

/** An agent of the group, signed in with a page, on duty. */
export async function agentOnDuty(api: Harness, groupId: string, base?: string): Promise<AgentAtWork> {
  const { person, client } = await api.signInNew({ skillGroupIds: [groupId] }, base);
  const page = await client.page();
  await client.call(agentEndpoints.ask, { body: { tabId: page.tabId, state: "ready" } });
  return {
    personId: person.id,
    client,
    page,
    contact: (where) => page.take(callPushes.changed, where),
    async connectAudio(callId) {
      const { legId } = await client.call(callEndpoints.connectAudio, {
        params: { callId },
        body: { tabId: page.tabId, offer: "v=0 offer of the page" },
      });
      await api.voice.say(callId, { name: "leg.up", legId });
    },
  };
}

let callers = 0;
/** A made-up caller nobody used yet. */
export const aCaller = (): string => `+86138001${String(50_000 + ++callers).padStart(5, "0")}`;

/** A caller reaches the hotline and rings at `agent`. */
export async function ringing(api: Harness, hotline: { number: string }, agent: AgentAtWork) {
  const { callId, legId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
  const contact = await agent.contact((each) => each.id === callId && each.state === "ringing");
  return { callId, legId, contact };
}

/** A caller and the agent talk. */
export async function talking(api: Harness, hotline: { number: string }, agent: AgentAtWork) {
  const call = await ringing(api, hotline, agent);
  await agent.connectAudio(call.callId);
  await agent.client.call(callEndpoints.answer, { params: { callId: call.callId } });
  return call;
}

export const aCallId = (): string => randomUUID();
