import {
  CONSULTATION_EVENTS,
  CONSULTATION_TABLE,
  type ConsultationEvent,
  type ConsultationState,
  callEndpoints,
} from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Harness } from "../../../test/harness.ts";
import type { AgentAtWork } from "./calls.factory.ts";
import {
  type Askable,
  askable,
  BYE,
  closePage,
  consultationHouse,
  consulting,
  GRACE_MS,
  RING_MS,
  soundAfter,
} from "./consultation.factory.ts";

let api: Harness;
beforeAll(async () => {
  api = await consultationHouse();
});
afterAll(() => api.stop());

const LIVE = ["ringing", "with_colleague", "with_customer", "without_customer"] as const;
type Live = (typeof LIVE)[number];

async function reload(set: Askable, agent: AgentAtWork): Promise<void> {
  await closePage(set, agent);
  const { tabId } = agent.page;
  agent.page = await agent.client.page(tabId);
  await until(async () => (await set.agent(agent)).connected, "the page is back");
  const part = await set.partOf(agent);
  if (part.state !== "ended") await agent.connectAudio(set.callId);
  await set.api.sweep();
}
async function stayAway(set: Askable, agent: AgentAtWork, ms: number): Promise<void> {
  await closePage(set, agent);
  set.api.clock.advance(ms);
  await set.api.sweep();
}
const hangUp = ({ params }: Askable, { client }: AgentAtWork) => client.call(callEndpoints.hangUp, params);

const ENACT: Record<ConsultationEvent, (set: Askable, state: Live) => Promise<unknown>> = {
  answer: (set) => set.answer(),
  swap: (set, state) => set.swap(state === "with_customer" ? "colleague" : "customer"),
  go_back: (set) => set.goBack(),
  complete: (set) => set.complete(),
  asker_hangs_up: (set) => hangUp(set, set.asker),
  asker_reloads: (set) => reload(set, set.asker),
  asker_away: (set) => stayAway(set, set.asker, GRACE_MS - 1),
  asker_lost: (set) => stayAway(set, set.asker, GRACE_MS),
  async let_ring(set) {
    set.api.clock.advance(RING_MS);
    await set.api.sweep();
  },
  colleague_hangs_up: (set) => hangUp(set, set.colleague),
  colleague_reloads: (set) => reload(set, set.colleague),
  colleague_away: (set) => stayAway(set, set.colleague, GRACE_MS - 1),
  colleague_lost: (set) => stayAway(set, set.colleague, GRACE_MS),
  customer_hangs_up: (set) => set.customerHangsUp(),
  customer_silent: ({ legId, callId }) => api.voice.say(callId, { name: "media.silent", legId }),
  voice_lost: ({ callId }) => api.voice.say(callId, { name: "session.failed", reason: "a media process died" }),
  api_killed: async () => undefined,
};
/** What a person asks for: the others happen to them. */
const ASKED: ReadonlySet<ConsultationEvent> = new Set(["answer", "swap", "go_back", "complete", "asker_hangs_up", "colleague_hangs_up"]);

/** The outcomes of the table's drawing, and where the customer is then. */
const ENDS: Partial<Record<ConsultationEvent, { outcome: string; customer: "asker" | "colleague" | "queue" | "over" } | undefined>> = {
  go_back: { outcome: "back", customer: "asker" },
  complete: { outcome: "completed", customer: "colleague" },
  asker_lost: { outcome: "asker_gone", customer: "queue" },
  let_ring: { outcome: "missed", customer: "asker" },
  colleague_hangs_up: { outcome: "colleague_left", customer: "asker" },
  colleague_reloads: { outcome: "gone", customer: "asker" },
  colleague_away: { outcome: "gone", customer: "asker" },
  colleague_lost: { outcome: "gone", customer: "asker" },
  customer_hangs_up: { outcome: "customer_left", customer: "over" },
  voice_lost: { outcome: "voice_lost", customer: "over" },
};
function endOf(state: Live, event: ConsultationEvent) {
  if (state === "without_customer" && event.endsWith("hangs_up")) return { outcome: "customer_left", customer: "over" };
  if (state === "without_customer") return { outcome: ENDS[event]?.outcome, customer: "over" };
  if (event === "asker_hangs_up")
    return state === "with_customer" ? { outcome: "hung_up", customer: "over" } : { outcome: "back", customer: "asker" };
  return ENDS[event];
}

async function expectLive(set: Askable, state: ConsultationState): Promise<void> {
  const { asker, colleague, legId } = set;
  const [row, call, mine, theirs] = await Promise.all([set.row(), set.call(), set.partOf(asker), set.partOf(colleague)]);
  expect(row).toMatchObject({ state, endedAt: null, outcome: null });
  expect(call.state).toBe({ ringing: "held", with_colleague: "held", with_customer: "talking", without_customer: "left" }[state as Live]);
  expect(mine.state).toBe(state === "ringing" || state === "with_colleague" ? "holding" : "talking");
  expect(theirs.state).toBe(state === "ringing" ? "ringing" : "talking");
  expect((await set.agent(asker)).state).toBe("on_call");
  expect((await set.agent(colleague)).state).toBe(state === "ringing" ? "ringing" : "on_call");
  const sound = soundAfter(await set.commands());
  expect(sound.isOver).toBe(false);
  if (state === "ringing") expect([[...sound.music], [...sound.playing]]).toEqual([[legId], [mine.legId]]);
  if (state === "with_colleague") expect([sound.talk, [...sound.music]]).toEqual([[mine.legId, theirs.legId].toSorted(), [legId]]);
  if (state === "with_customer") expect([sound.talk, [...sound.music]]).toEqual([[mine.legId, legId].toSorted(), [theirs.legId]]);
  if (state === "without_customer") expect(sound.talk).toEqual([mine.legId, theirs.legId].toSorted());
}

async function expectEnd(set: Askable, from: Live, event: ConsultationEvent): Promise<void> {
  const { asker, colleague, legId } = set;
  const end = endOf(from, event);
  const [row, call, mine, theirs] = await Promise.all([set.row(), set.call(), set.partOf(asker), set.partOf(colleague)]);
  expect(row).toMatchObject({ state: "ended", outcome: end?.outcome, endedAt: expect.any(Date) });
  const sound = soundAfter(await set.commands());
  if (end?.customer === "asker") {
    expect([call.state, mine.state, theirs.state]).toEqual(["talking", "talking", "ended"]);
    expect(sound.talk).toEqual([legId, mine.legId].toSorted());
    expect(sound.playing.has(mine.legId ?? "")).toBe(false);
    expect(sound.music.has(legId)).toBe(false);
    expect(sound.gone.has(theirs.legId ?? "")).toBe(true);
    const seen = await asker.client.call(callEndpoints.workbench);
    expect(seen.inService).toMatchObject([
      { can: { hold: true, consult: true, goBack: false }, parties: [{ kind: "customer", state: "talking" }, {}] },
    ]);
  }
  if (end?.customer === "colleague") {
    expect([call.state, mine.state, mine.outcome, theirs.state, theirs.role]).toEqual([
      "talking",
      "ended",
      "transferred",
      "talking",
      "agent",
    ]);
    expect(sound.talk).toEqual([legId, theirs.legId].toSorted());
    expect(sound.music.has(legId)).toBe(false);
    expect((await set.agent(asker)).state).toBe("wrap_up");
  }
  if (end?.customer === "queue") {
    expect([call.state, mine.outcome, theirs.state]).toEqual(["queued", "page_lost", "ended"]);
    expect([sound.talk, sound.music.has(legId), sound.playing.has(legId)]).toEqual([[], false, true]);
    expect((await set.agent(asker)).state).toBe("off_duty");
  }
  if (end?.customer === "over") {
    expect([call.state, mine.state, theirs.state]).toEqual(["ended", "ended", "ended"]);
    expect(call.result).toBe(event === "voice_lost" && from !== "without_customer" ? "voice_lost" : "answered");
    expect(sound.isOver).toBe(event !== "voice_lost");
  }
  // Nobody is left with a hold, a ring or a part of the call.
  expect(await api.db.prisma.hold.count({ where: { part: { callId: set.callId }, end: null } })).toBe(0);
  expect(await api.db.prisma.callOffer.count({ where: { callId: set.callId, endedAt: null } })).toBe(0);
  const released = await set.agent(colleague);
  if (end?.customer !== "colleague") expect(["wrap_up", "ready", "on_break", "off_duty"]).toContain(released.state);
}

const cells = LIVE.flatMap((state) => CONSULTATION_EVENTS.map((event) => ({ state, event, next: CONSULTATION_TABLE[state][event] })))
  // Whoever rings and is away is out of it before their grace time ends.
  .filter(({ state, event }) => !(state === "ringing" && event === "colleague_lost"));

describe("every moment of a consultation and all that can happen in it", () => {
  it.each(cells.filter(({ event }) => event !== "api_killed"))("$state, $event → $next", async ({ state, event, next }) => {
    const set = await consulting(api, state);
    const happened = ENACT[event](set, state);
    if (next === undefined && ASKED.has(event)) await expect(happened).rejects.toMatchObject({ code: "calls.state_refused" });
    else await happened;
    if (next === "ended") await expectEnd(set, state, event);
    else await expectLive(set, next ?? state);
    for (const { page } of [set.asker, set.colleague, set.mate]) page.close();
  });

  it.each(LIVE)("%s, api_killed after its commit: another process tells voice", async (state) => {
    const own = await consultationHouse();
    try {
      const before = {
        ringing: null,
        with_colleague: "ringing",
        with_customer: "with_colleague",
        without_customer: "with_customer",
      } as const;
      const from = before[state];
      const set = from === null ? await askable(own) : await consulting(own, from);
      await set.commands();
      if (state === "with_colleague") await set.colleague.connectAudio(set.callId);
      if (state === "without_customer") {
        await own.voice.say(set.callId, { name: "leg.ended", legId: set.legId, end: BYE });
        await own.ctx.voice.stop();
        await until(() => own.voice.connections === 0, "its link is down");
      } else {
        await own.ctx.voice.stop();
        await until(() => own.voice.connections === 0, "its link is down");
        if (state === "ringing") await set.ask();
        if (state === "with_colleague") await set.colleague.client.call(callEndpoints.answer, set.params);
        if (state === "with_customer") await set.swap("customer");
      }
      await own.anotherProcess();
      await expectLive(set, state);
    } finally {
      await own.stop();
    }
  });
});
