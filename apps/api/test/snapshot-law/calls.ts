import { randomUUID } from "node:crypto";
import { agentEndpoints, callEndpoints, GRACE_MS, type SummaryFields } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import {
  type AgentAtWork,
  aCaller,
  aCallId,
  agentOnDuty,
  hotlineWithGroup,
  ringing as ringingAt,
  talking as talkingWith,
} from "../../src/modules/calls/calls.factory.ts";
import { losePage } from "../../src/modules/calls/commands/lose-page.ts";
import { customerFactory } from "../../src/modules/customers/customers.factory.ts";
import { skillGroupFactory } from "../../src/modules/groups/groups.factory.ts";
import { grant } from "../../src/modules/identity/identity.factory.ts";
import type { ApiClient, Harness } from "../harness.ts";
import type { Case, Part } from "./law.ts";
import { contacts, exportsOf, presence, record, summary, waiting } from "./parts.ts";

const EXPORT = grant("all", "calls.read", "calls.export");
const params = (callId: string) => ({ params: { callId } });
const text = (issue: string): SummaryFields => ({ categoryId: null, issue, solution: "", result: null, custom: {} });
export const BYE = { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } as const;

/** A second tab of the agent, which shows the workbench and what else is given. */
async function secondTab(agent: AgentAtWork, ...more: ((client: ApiClient) => Part)[]) {
  const page = await agent.client.page();
  return { page, parts: [contacts, waiting, presence, ...more].map((part) => part(agent.client)) };
}

interface OnCall {
  agent: AgentAtWork;
  callId: string;
  /** The customer's leg. */
  legId: string;
  /** A case by this agent with a second tab looking on. */
  by(given: Partial<Case> & Pick<Case, "changes">, ...more: ((client: ApiClient) => Part)[]): Promise<Case>;
}

async function scene(api: Harness, call: typeof ringingAt | typeof talkingWith): Promise<OnCall> {
  const { group, hotline } = await hotlineWithGroup(api);
  const agent = await agentOnDuty(api, group.id);
  const { callId, legId } = await call(api, hotline, agent);
  if (call === talkingWith) await agent.contact((each) => each.id === callId && each.state === "talking");
  return {
    agent,
    callId,
    legId,
    by: async (given, ...more) => ({
      as: agent.client,
      input: params(callId),
      ...given,
      watchers: [await secondTab(agent, ...more)],
    }),
  };
}
/** A talk that can be given to a ready colleague of another group. */
async function transferable(api: Harness) {
  const set = await scene(api, talkingWith);
  return { ...set, colleague: await agentOnDuty(api, (await skillGroupFactory(api.db)).id) };
}
/** The same, given away and not answered: it rings at its giver again. */
async function transferred(api: Harness) {
  const set = await transferable(api);
  const { agent, colleague, callId } = set;
  const body = { to: { kind: "person", personId: colleague.personId }, note: "" } as const;
  await agent.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields: text("草稿") } });
  await agent.client.call(callEndpoints.transfer, { ...params(callId), body });
  await colleague.contact((each) => each.id === callId && each.state === "ringing");
  return set;
}
/** A talk whose agent asks a colleague, with a second tab of each looking on. */
async function consulting(api: Harness, isAnswered: boolean) {
  const set = await transferable(api);
  const { agent, colleague, callId } = set;
  const body = { to: { kind: "person", personId: colleague.personId }, note: "能不能今天退" } as const;
  await agent.client.call(callEndpoints.consult, { ...params(callId), body });
  await colleague.contact((each) => each.id === callId && each.state === "ringing");
  if (isAnswered) {
    await colleague.connectAudio(callId);
    await colleague.client.call(callEndpoints.answer, params(callId));
  }
  const seen = async (given: Partial<Case> & Pick<Case, "changes">): Promise<Case> => {
    const mine = await set.by(given, (client) => record(client, callId));
    return { ...mine, watchers: [...mine.watchers, await secondTab(colleague)] };
  };
  return { ...set, seen };
}
/** A talk given to an outside number, which is dialled by the leg `outside`. */
async function transferredOutside(api: Harness) {
  const set = await scene(api, talkingWith);
  const { agent, callId } = set;
  await agent.client.call(callEndpoints.transfer, { ...params(callId), body: { to: { kind: "outside", number: aCaller() }, note: "" } });
  const { legId: outside } = await api.voice.take("dial-leg", (each) => each.callId === callId);
  return { ...set, outside };
}
export const ringing = (api: Harness): Promise<OnCall> => scene(api, ringingAt);
export const talking = (api: Harness): Promise<OnCall> => scene(api, talkingWith);

/** Every changing endpoint of the calls, by its id. */
export const CALL_LAWS: Record<string, (api: Harness) => Promise<Case>> = {
  async "calls.connectAudio"(api) {
    const { agent, callId, by } = await ringing(api);
    return by({ input: { ...params(callId), body: { tabId: agent.page.tabId, offer: "v=0 offer of the page" } }, changes: ["contacts"] });
  },
  async "calls.answer"(api) {
    const { agent, callId, by } = await ringing(api);
    await agent.connectAudio(callId);
    return by({ changes: ["contacts", "agent"] });
  },
  async "calls.hold"(api) {
    return (await talking(api)).by({ changes: ["contacts"] });
  },
  async "calls.resume"(api) {
    const { agent, callId, by } = await talking(api);
    await agent.client.call(callEndpoints.hold, params(callId));
    return by({ changes: ["contacts"] });
  },
  async "calls.mute"(api) {
    const { callId, by } = await talking(api);
    return by({ input: { ...params(callId), body: { muted: true } }, changes: ["contacts"] });
  },
  async "calls.sendKeys"(api) {
    const { callId, by } = await talking(api);
    return by({ input: { ...params(callId), body: { keys: "42#" } }, changes: ["contacts"] });
  },
  async "calls.hangUp"(api) {
    const { callId, by } = await talking(api);
    return by({ changes: ["contacts", "agent", "record"] }, (client) => record(client, callId));
  },
  async "calls.transfer"(api) {
    const { colleague, callId, by } = await transferable(api);
    const input = { ...params(callId), body: { to: { kind: "person", personId: colleague.personId }, note: "答应今天退款" } };
    const given = await by({ input, changes: ["contacts", "agent", "record"] }, (client) => record(client, callId));
    return { ...given, watchers: [...given.watchers, await secondTab(colleague)] };
  },
  async "calls.consult"(api) {
    const { colleague, callId, by } = await transferable(api);
    const input = { ...params(callId), body: { to: { kind: "person", personId: colleague.personId }, note: "能不能今天退" } };
    const asked = await by({ input, changes: ["contacts", "record"] }, (client) => record(client, callId));
    return { ...asked, watchers: [...asked.watchers, await secondTab(colleague)] };
  },
  async "calls.swapConsultation"(api) {
    const { callId, seen } = await consulting(api, true);
    return seen({ input: { ...params(callId), body: { talkWith: "customer" } }, changes: ["contacts", "record"] });
  },
  async "calls.goBack"(api) {
    return (await consulting(api, true)).seen({ changes: ["contacts", "agent", "record"] });
  },
  async "calls.completeConsultation"(api) {
    return (await consulting(api, true)).seen({ changes: ["contacts", "agent", "record"] });
  },
  async "calls.dial"(api) {
    const { group } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const body = { id: aCallId(), number: aCaller(), tabId: agent.page.tabId };
    return { as: agent.client, input: { body }, watchers: [await secondTab(agent)], changes: ["contacts", "agent"] };
  },
  async "calls.draftSummary"(api) {
    const { callId, by } = await talking(api);
    const input = { ...params(callId), body: { version: 0, fields: text("草稿") } };
    return by({ input, changes: ["contacts", "summary"] }, (client) => summary(client, callId));
  },
  async "calls.createCustomer"(api) {
    const { callId, by } = await talking(api);
    const input = { ...params(callId), body: { id: randomUUID(), name: "陈女士" } };
    return by({ input, changes: ["contacts", "record"] }, (client) => record(client, callId));
  },
  async "calls.linkCustomer"(api) {
    const { callId, by } = await talking(api);
    const { id: customerId } = await customerFactory(api.db, { name: "赵先生", phones: [] });
    const input = { ...params(callId), body: { customerId } };
    return by({ input, changes: ["contacts", "record"] }, (client) => record(client, callId));
  },
  async "calls.exportSize"(api) {
    const { client } = await api.signInNew({ grants: EXPORT });
    const watchers = [{ page: await client.page(), parts: [exportsOf(client)] }];
    return { as: client, input: { body: { source: {} } }, watchers, changes: [], quiet: "it reads" };
  },
  async "calls.export"(api) {
    await talking(api);
    const { client } = await api.signInNew({ grants: EXPORT });
    const input = { params: { exportId: randomUUID() }, body: { source: {}, title: "通话记录" } };
    return { as: client, input, watchers: [{ page: await client.page(), parts: [exportsOf(client)] }], changes: ["exports"] };
  },
  async "calls.saveSummary"(api) {
    const { agent, callId, by } = await talking(api);
    await agent.client.call(callEndpoints.draftSummary, { ...params(callId), body: { version: 0, fields: text("草稿") } });
    await agent.client.call(callEndpoints.hangUp, params(callId));
    const input = { ...params(callId), body: { version: 1, fields: text("退款") } };
    const more = [(client: ApiClient) => summary(client, callId), (client: ApiClient) => record(client, callId)];
    return by({ input, changes: ["contacts", "summary", "record"] }, ...more);
  },
};

/** What changes calls besides their endpoints: the other side, deadlines, the endpoints of other modules. */
export const CALL_EFFECTS: Record<string, (api: Harness) => Promise<Case>> = {
  async "a call arrives and rings"(api) {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const arrive = () => api.voice.arrive({ from: aCaller(), to: hotline.number });
    return { as: agent.client, perform: arrive, watchers: [await secondTab(agent)], changes: ["contacts", "agent"] };
  },
  async "the ring time passes"(api) {
    const { by } = await ringing(api);
    return by({ perform: async () => api.clock.advance(21_000), changes: ["contacts", "agent"] });
  },
  async "the customer leaves while it rings"(api) {
    const { callId, legId, by } = await ringing(api);
    return by({ perform: () => api.voice.say(callId, { name: "leg.ended", legId, end: BYE }), changes: ["contacts", "agent"] });
  },
  async "the customer hangs up"(api) {
    const { callId, legId, by } = await talking(api);
    return by({ perform: () => api.voice.say(callId, { name: "leg.ended", legId, end: BYE }), changes: ["contacts", "agent"] });
  },
  async "an outside number answers a transfer"(api) {
    const { callId, outside, by } = await transferredOutside(api);
    const perform = () => api.voice.say(callId, { name: "leg.answered", legId: outside, codec: "PCMU" });
    return by({ perform, changes: ["contacts", "record"] }, (client) => record(client, callId));
  },
  async "an outside number is not reached"(api) {
    const { callId, outside, by } = await transferredOutside(api);
    const end = { by: "remote", sipStatus: 486, q850: 17, reason: "busy" } as const;
    const perform = () => api.voice.say(callId, { name: "leg.ended", legId: outside, end });
    return by({ perform, changes: ["contacts", "agent", "record"] }, (client) => record(client, callId));
  },
  async "an outside party hangs up"(api) {
    const { callId, outside, by } = await transferredOutside(api);
    await api.voice.say(callId, { name: "leg.answered", legId: outside, codec: "PCMU" });
    const perform = () => api.voice.say(callId, { name: "leg.ended", legId: outside, end: BYE });
    return by({ perform, changes: ["contacts", "record"] }, (client) => record(client, callId));
  },
  async "a transfer is not answered"(api) {
    const { colleague, callId, by } = await transferred(api);
    const perform = async () => api.clock.advance(21_000);
    const given = await by({ perform, changes: ["contacts", "agent", "record"] }, (client) => record(client, callId));
    return { ...given, watchers: [...given.watchers, await secondTab(colleague)] };
  },
  async "a giver takes the call back"(api) {
    const { agent, callId, by } = await transferred(api);
    api.clock.advance(21_000);
    await api.sweep();
    await agent.contact((each) => each.id === callId && each.part.began === "returned");
    await agent.connectAudio(callId);
    const perform = () => agent.client.call(callEndpoints.answer, params(callId));
    return by(
      { perform, changes: ["contacts", "agent", "summary", "record"] },
      (client) => summary(client, callId),
      (client) => record(client, callId),
    );
  },
  async "the customer leaves while the call rings at its giver again"(api) {
    const { agent, callId, legId, by } = await transferred(api);
    api.clock.advance(21_000);
    await api.sweep();
    await agent.contact((each) => each.id === callId && each.part.began === "returned");
    return by({ perform: () => api.voice.say(callId, { name: "leg.ended", legId, end: BYE }), changes: ["contacts", "agent"] });
  },
  async "a consulted colleague answers"(api) {
    const { colleague, callId, seen } = await consulting(api, false);
    await colleague.connectAudio(callId);
    return seen({ perform: () => colleague.client.call(callEndpoints.answer, params(callId)), changes: ["contacts", "record"] });
  },
  async "a consulted colleague lets it ring"(api) {
    const { seen } = await consulting(api, false);
    return seen({ perform: async () => api.clock.advance(21_000), changes: ["contacts", "agent", "record"] });
  },
  async "a consulted colleague hangs up"(api) {
    const { colleague, callId, seen } = await consulting(api, true);
    return seen({ perform: () => colleague.client.call(callEndpoints.hangUp, params(callId)), changes: ["contacts", "agent", "record"] });
  },
  async "the customer hangs up in a consultation"(api) {
    const { callId, legId, seen } = await consulting(api, true);
    return seen({ perform: () => api.voice.say(callId, { name: "leg.ended", legId, end: BYE }), changes: ["contacts", "record"] });
  },
  async "the customer is silent"(api) {
    const { callId, legId, by } = await talking(api);
    return by({ perform: () => api.voice.say(callId, { name: "media.silent", legId }), changes: ["contacts"] });
  },
  async "the agent's audio is lost"(api) {
    const { agent, callId, by } = await talking(api);
    const { legId } = await api.db.prisma.callPart.findFirstOrThrow({ where: { callId, personId: agent.personId } });
    return by({ perform: () => api.voice.say(callId, { name: "leg.lost", legId: legId! }), changes: ["contacts"] });
  },
  async "the agent's page is lost"(api) {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const { callId } = await talkingWith(api, hotline, agent);
    const [{ id: partId, legId }] = await api.db.prisma.$queryRaw<[{ id: string; legId: string }]>`
      SELECT id, leg_id AS "legId" FROM call_part WHERE call_id = ${callId}::uuid`;
    const colleague = await agentOnDuty(api, group.id);
    const body = { tabId: colleague.page.tabId, state: "on_break", breakReason: "meal" } as const;
    await colleague.client.call(agentEndpoints.ask, { body });
    const watcher = await secondTab(agent, (client) => record(client, callId));
    agent.page.close();
    await until(async () => !(await agent.client.call(agentEndpoints.mine)).agent.connected, "the page is missed");
    await api.voice.say(callId, { name: "leg.lost", legId });
    // Before the second tab takes the call over, which it would do at the sweep.
    api.clock.advance(GRACE_MS);
    const perform = () => losePage(api.ctx, { callId, partId });
    return { as: agent.client, perform, watchers: [watcher], changes: ["contacts", "waiting", "agent", "record"] };
  },
  async "the recording is complete"(api) {
    const { agent, callId, by } = await talking(api);
    const { recordingId } = await api.voice.take("start-recording", (command) => command.callId === callId);
    await agent.client.call(callEndpoints.hangUp, params(callId));
    const ended = {
      name: "recording.ended",
      recordingId,
      file: "x.wav",
      durationMs: 1_000,
      bytes: 16_058,
      sha256: "0".repeat(64),
    } as const;
    return by({ perform: () => api.voice.say(callId, ended), changes: ["contacts", "record"] }, (client) => record(client, callId));
  },
  async "the wrap-up ends"(api) {
    const { agent, callId, by } = await talking(api);
    await agent.client.call(callEndpoints.hangUp, params(callId));
    await agent.client.call(callEndpoints.saveSummary, { ...params(callId), body: { version: 0, fields: text("") } });
    api.clock.advance(4_000);
    const perform = () => agent.client.call(agentEndpoints.continueWork);
    return by({ perform, changes: ["agent", "record"] }, (client) => record(client, callId));
  },
};
