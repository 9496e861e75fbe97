import { agentEvents, callEvents, connectionPushes, isOfKind, queueEvents, type RecordedEvent } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { oneByOne } from "../../platform/jobs/one-by-one.ts";
import { personRoom, push } from "../../platform/realtime/realtime.ts";
import { forgetAnsweredCommands } from "../../platform/voice-link/voice-commands.repo.ts";
import { overdueEntries } from "../routing/index.ts";
import { announcementsDue, callsOfOtherBoots, endWrapUp, pagesLost, type Ring, ringingUnheard, ringsOver } from "./call.repo.ts";
import { announcePlace } from "./commands/announce-place.ts";
import { endOffer } from "./commands/end-offer.ts";
import { heedRefusal } from "./commands/heed-refusal.ts";
import { loseCalls, meetVoice } from "./commands/lose-calls.ts";
import { losePage } from "./commands/lose-page.ts";
import { coalesced, offerWaiting } from "./commands/offer-waiting.ts";
import { overflowCall } from "./commands/overflow-call.ts";
import { applyFact, type Gaps } from "./facts/apply-fact.ts";
import { recoverRecording } from "./facts/recording-ended.ts";

/** Where calls hear of others: voice's facts, presence and queue events of the modules above, and deadlines that pass. */
export function subscribeCalls(ctx: AppContext): void {
  const distribute = coalesced(
    () => offerWaiting(ctx),
    (error) => ctx.log.warn({ err: error }, "distribution failed, will run again"),
  );
  hearVoice(ctx);
  hearPresence(ctx, distribute);
  watchDeadlines(ctx, distribute);
}

const DAY_MS = 86_400_000;

function hearVoice(ctx: AppContext): void {
  const gaps: Gaps = new Set();
  ctx.voice.handle({
    fact: (fact, boot) => applyFact(ctx, fact, boot, gaps),
    async welcome(boot) {
      await meetVoice(ctx, boot);
      await oneByOne(boot.recovered, (recording) => recoverRecording(ctx, recording));
    },
    away: async () => loseCalls(ctx, await callsOfOtherBoots(ctx.db.prisma, null)),
    async refused(command, why) {
      // The session is gone although no fact told so: nothing will end this call but us.
      if (why === "unknown_session" && command.name !== "end-session") return loseCalls(ctx, [command.callId]);
      ctx.log.warn({ callId: command.callId, command: command.name, why }, "voice refused a command");
      await heedRefusal(ctx, command, why);
    },
  });
  ctx.voice.onHealth((up) => ctx.realtime.toAll(connectionPushes.voice, { up }));
  // A page that comes while voice is away has missed the news.
  ctx.realtime.onConnection({
    async connected({ personId }) {
      if (!ctx.voice.up) ctx.realtime.send([push(personRoom(personId), connectionPushes.voice, { up: false })]);
    },
    async disconnected() {},
  });
}

function hearPresence(ctx: AppContext, distribute: () => Promise<void>): void {
  const isMatchable = isOfKind(queueEvents.entered, queueEvents.returned, agentEvents.pageBack);
  const isStateChange = isOfKind(agentEvents.stateChanged);
  const isPageGone = isOfKind(agentEvents.pageGone);
  const couldMatch = (event: RecordedEvent): boolean => isMatchable(event) || (isStateChange(event) && event.data.to === "ready");
  ctx.db.afterCommit.add(({ events }) => {
    if (events.some(couldMatch)) void distribute();
    for (const { data } of events.filter(isPageGone))
      if (data.state === "ringing" && data.callId && data.partId) void giveBack(ctx, { callId: data.callId, partId: data.partId });
  });
  ctx.subscribers.on(agentEvents.stateChanged, "calls.end-wrap-up", {
    // A call that comes back to its giver interrupts their wrap-up; it ends when they take the call, or let it ring.
    when: ({ from, to, partId }) => from === "wrap_up" && to !== "ringing" && partId !== null,
    handle: async (_ctx, tx, { at, data }) => {
      const ended = data.partId ? await endWrapUp(tx, data.partId, at) : null;
      if (!ended) return;
      const { callId, personId: agentId, wrapUpMs } = ended;
      tx.record(callEvents.wrapUpEnded, { entityId: callId, data: { agentId, partId: data.partId ?? "", wrapUpMs } });
    },
  });
}

const giveBack = (ctx: AppContext, { callId, partId }: Ring): Promise<void> =>
  endOffer(ctx, callId, "withdrawn", (part) => part.id === partId).catch((error) =>
    ctx.log.warn({ err: error, callId }, "offer not given back, the sweep will"),
  );

function watchDeadlines(ctx: AppContext, distribute: () => Promise<void>): void {
  const { sweeper, db, clock } = ctx;
  sweeper.add("rings over", async () => {
    await oneByOne(await ringsOver(db.prisma, clock()), ({ callId, partId }) =>
      endOffer(ctx, callId, "missed", (part, at) => part.id === partId && part.ringEndsAt !== null && part.ringEndsAt <= at),
    );
  });
  sweeper.add(
    "rings unheard",
    async () => {
      for (const ring of await ringingUnheard(db.prisma)) await giveBack(ctx, ring);
    },
    1_000,
  );
  sweeper.add(
    "pages lost",
    async () => {
      await oneByOne(await pagesLost(db.prisma, clock()), (part) => losePage(ctx, part));
    },
    1_000,
  );
  sweeper.add("queue overflow", async () => {
    await oneByOne(await overdueEntries(db.prisma, clock()), ({ callId }) => overflowCall(ctx, callId));
  });
  sweeper.add("places in the queue", async () => {
    await oneByOne(await announcementsDue(db.prisma, clock()), (callId) => announcePlace(ctx, callId));
  });
  sweeper.add("distribution", distribute, 1_000);
  sweeper.add("answered commands", () => forgetAnsweredCommands(db, new Date(clock().getTime() - DAY_MS)), 60_000);
}
