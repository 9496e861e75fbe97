import { agentEndpoints, type ConsultationState, callEndpoints, type VoiceCommand } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { type AgentAtWork, agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";

/** Shorter than a page's lease, so that pages which stay need no heartbeat. */
export const GRACE_MS = 5_000;
/** Longer than the grace time. */
export const RING_MS = 6_000;
export const BYE = { by: "remote", sipStatus: 200, q850: 16, reason: "bye" } as const;

export async function consultationHouse(): Promise<Harness> {
  const api = await startHarness({ env: { PAGE_GRACE_MS: String(GRACE_MS) } });
  await putSettings(api.ctx, { ringTimeoutMs: RING_MS });
  return api;
}

/** A talk of `asker`, a ready colleague in a group of their own, and somebody on a break in the asker's group. */
export async function askable(api: Harness) {
  const { group, hotline } = await hotlineWithGroup(api, 60_000);
  const asker = await agentOnDuty(api, group.id);
  const { callId, legId } = await talking(api, hotline, asker);
  api.clock.advance(1_000);
  const colleague = await agentOnDuty(api, (await skillGroupFactory(api.db)).id);
  const mate = await agentOnDuty(api, group.id);
  await mate.client.call(agentEndpoints.ask, { body: { tabId: mate.page.tabId, state: "on_break", breakReason: "meal" } });
  const params = { params: { callId } };
  const row = () => api.db.prisma.callConsultation.findFirstOrThrow({ where: { callId } });
  const partOf = (agent: AgentAtWork) =>
    api.db.prisma.callPart.findFirstOrThrow({ where: { callId, personId: agent.personId }, orderBy: { startedAt: "desc" } });
  return {
    api,
    group,
    hotline,
    asker,
    colleague,
    mate,
    callId,
    legId,
    params,
    row,
    partOf,
    call: () => api.db.prisma.call.findUniqueOrThrow({ where: { id: callId } }),
    agent: ({ personId }: AgentAtWork) => api.db.prisma.agent.findUniqueOrThrow({ where: { personId } }),
    ask: (note = "") =>
      asker.client.call(callEndpoints.consult, { ...params, body: { to: { kind: "person", personId: colleague.personId }, note } }),
    answer: async () => {
      await colleague.connectAudio(callId);
      return colleague.client.call(callEndpoints.answer, params);
    },
    swap: (talkWith: "customer" | "colleague") => asker.client.call(callEndpoints.swapConsultation, { ...params, body: { talkWith } }),
    goBack: () => asker.client.call(callEndpoints.goBack, params),
    complete: () => asker.client.call(callEndpoints.completeConsultation, params),
    customerHangsUp: () => api.voice.say(callId, { name: "leg.ended", legId, end: BYE }),
    /** Everything that was asked of voice about the call has arrived there. */
    commands: async (): Promise<VoiceCommand[]> => {
      await until(
        async () => (await api.db.prisma.voiceCommand.count({ where: { callId, doneAt: null } })) === 0,
        "voice has its commands",
      );
      return api.voice.commands.filter((each) => each.callId === callId);
    },
  };
}
export type Askable = Awaited<ReturnType<typeof askable>>;

/** A consultation that stands there. */
export async function consulting(api: Harness, state: Exclude<ConsultationState, "ended">): Promise<Askable> {
  const set = await askable(api);
  await set.ask("客户要退两笔");
  await set.colleague.contact((each) => each.id === set.callId && each.state === "ringing");
  if (state === "ringing") return set;
  api.clock.advance(2_000);
  await set.answer();
  api.clock.advance(3_000);
  if (state === "with_customer") await set.swap("customer");
  if (state === "without_customer") await set.customerHangsUp();
  return set;
}

/** Whose page goes: its socket at once, its sound a little later. */
export async function closePage({ api, callId, partOf }: Askable, agent: AgentAtWork): Promise<void> {
  const { legId } = await partOf(agent);
  agent.page.close();
  await until(
    async () => !(await api.db.prisma.agent.findUniqueOrThrow({ where: { personId: agent.personId } })).connected,
    "the page is missed",
  );
  if (legId) await api.voice.say(callId, { name: "leg.lost", legId });
}

/** Who hears whom after these commands, as voice carries them out: who is joined, and who hears music or a prompt. */
export function soundAfter(commands: VoiceCommand[]) {
  let joined: string[] = [];
  const music = new Set<string>();
  const gone = new Set<string>();
  const playing = new Set<string>();
  let isOver = false;
  for (const command of commands) {
    if (command.name === "bridge") {
      joined = [command.legA, command.legB];
      for (const leg of joined) playing.delete(leg);
    } else if (command.name === "unbridge") joined = [];
    else if (command.name === "hold-leg") music.add(command.legId);
    else if (command.name === "resume-leg") music.delete(command.legId);
    else if (command.name === "play") playing.add(command.legId);
    else if (command.name === "stop-play") playing.delete(command.legId);
    else if (command.name === "hang-up-leg") gone.add(command.legId);
    else if (command.name === "end-session") isOver = true;
  }
  const hears = joined.every((leg) => !music.has(leg) && !gone.has(leg));
  return { talk: hears ? joined.toSorted() : [], music, gone, playing, isOver };
}
