import { randomUUID } from "node:crypto";
import type { VoiceFact } from "@cloverdesk/contracts";
import { type FakeVoice, startFakeVoice, until } from "@cloverdesk/testing";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { createVoiceLink, type VoiceHandlers, type VoiceLink } from "./voice-link.ts";

let api: Harness;
let voice: FakeVoice;
let link: VoiceLink;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());
beforeEach(async () => {
  voice = await startFakeVoice();
});
afterEach(async () => {
  await link.stop();
  await voice.close();
});

function connect(handlers: Partial<VoiceHandlers>, awayAfterMs?: number): void {
  const nothing = async (): Promise<void> => {};
  link = createVoiceLink({ url: voice.url, secret: voice.secret, db: api.db, log: pino({ level: "silent" }), awayAfterMs });
  link.handle({ fact: nothing, welcome: nothing, away: nothing, refused: nothing, ...handlers });
  link.start();
}

it("acts on a welcome until it is done, also when the database was away first", async () => {
  let tries = 0;
  const health: boolean[] = [];
  connect({
    async welcome() {
      if (++tries < 3) throw new Error("the database is away");
    },
  });
  link.onHealth((up) => health.push(up));
  await until(() => tries === 3, "the welcome is acted on");
  expect(health).toEqual([true]);
});

it("holds back the facts behind one that failed, until that one comes again", async () => {
  const [callId, legId] = [randomUUID(), randomUUID()];
  const applied: number[] = [];
  let broken = true;
  connect({
    async fact(fact: VoiceFact) {
      if (fact.callId !== callId) return;
      if (fact.seq === 1 && broken) throw new Error("the database is away");
      applied.push(fact.seq);
    },
  });
  await voice.connected();
  const first = voice.say(callId, { name: "leg.ringing", legId });
  const second = voice.say(callId, { name: "digit.pressed", legId, digit: "1" });
  await voice.say(randomUUID(), { name: "leg.ringing", legId });
  expect(applied).toEqual([]);
  broken = false;
  await voice.sayAgain(callId, 1);
  await voice.sayAgain(callId, 2);
  await Promise.all([first, second]);
  expect(applied).toEqual([1, 2]);
});

it("does not let a fact that always fails keep a call from ending", async () => {
  const [callId, legId] = [randomUUID(), randomUUID()];
  const applied: number[] = [];
  let tries = 0;
  connect({
    async fact({ seq }: VoiceFact) {
      if (seq === 1) {
        tries++;
        throw new Error("this one cannot be");
      }
      applied.push(seq);
    },
  });
  await voice.connected();
  void voice.say(callId, { name: "leg.ringing", legId }).catch(() => {});
  for (let times = 1; times <= 5; times++) {
    await until(() => tries === times, "the first is tried");
    if (times < 5) void voice.sayAgain(callId, 1).catch(() => {});
  }
  await voice.say(callId, { name: "session.ended" });
  expect(applied).toEqual([2]);
});

it("tells that voice is away once it has been for long enough, and not when it is back before", async () => {
  let away = 0;
  connect(
    {
      async away() {
        away++;
      },
    },
    1_200,
  );
  await voice.connected();
  voice.drop();
  await until(() => !link.up, "the link is down");
  await until(() => link.up, "the link is up again");
  const { url } = voice;
  expect(away).toBe(0);
  await voice.close();
  await until(() => away === 1, `nobody is at ${url}`);
});
