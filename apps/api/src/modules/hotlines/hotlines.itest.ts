import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { memberFactory, skillGroupFactory } from "../groups/groups.factory.ts";
import { personFactory } from "../identity/identity.factory.ts";
import { hotlineFactory, queueFlow, trunkFactory } from "./hotlines.factory.ts";
import { findHotlineByNumber, flowVersion, grantedCallerNumbers, hoursOf, isRecorded, publishedFlow, trunkOf } from "./index.ts";

describe("hotlines", () => {
  let house: Harness;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
  });
  afterAll(() => house.stop());
  const reader = () => house.db.prisma;

  it("are found by the number dialled, however the carrier writes it", async () => {
    const hotline = await hotlineFactory(house.db, { number: "+861055550100" });
    for (const dialled of [
      "+861055550100",
      "008601055550100",
      "00861055550100",
      "861055550100",
      "01055550100",
      "1055550100",
      "010-5555 0100",
      "55550100",
    ])
      expect((await findHotlineByNumber(reader(), dialled))?.id, dialled).toBe(hotline.id);
    for (const dialled of ["", "0100", "+861055550199", "anonymous", "02155550100", "+85255550100"])
      expect(await findHotlineByNumber(reader(), dialled), dialled).toBeNull();
  });

  it("are not guessed when a local number fits two of them", async () => {
    await hotlineFactory(house.db, { number: "+862155550177" });
    await hotlineFactory(house.db, { number: "+861055550177" });
    expect(await findHotlineByNumber(reader(), "55550177")).toBeNull();
    expect((await findHotlineByNumber(reader(), "021 5555 0177"))?.number).toBe("+862155550177");
  });

  it("serve new calls by the published version while running calls keep theirs", async () => {
    const [one, two] = [queueFlow(randomUUID()), queueFlow(randomUUID(), 60_000)];
    const { ivrFlowId } = await hotlineFactory(house.db, { flow: one });
    const flowId = ivrFlowId ?? "";
    expect(await publishedFlow(reader(), flowId)).toEqual({ version: 1, flow: one });
    await house.db.prisma.ivrVersion.create({ data: { flowId, version: 2, flow: two, publishedAt: new Date() } });
    await house.db.prisma.ivrFlow.update({ where: { id: flowId }, data: { publishedVersion: 2 } });
    expect(await publishedFlow(reader(), flowId)).toEqual({ version: 2, flow: two });
    expect(await flowVersion(reader(), flowId, 1)).toEqual(one);
    await expect(flowVersion(reader(), flowId, 3)).rejects.toThrow();
    expect(await publishedFlow(reader(), randomUUID())).toBeNull();
  });

  it("keep their business hours in their own time zone; without any they are always open", async () => {
    const schedule = { timezone: "Asia/Shanghai", weekly: [{ days: [1], from: "09:00", to: "18:00" }], holidays: [{ date: "2026-03-09" }] };
    const { id: hoursId } = await house.db.prisma.businessHours.create({ data: { id: randomUUID(), name: "Mondays", schedule } });
    const isOpen = await hoursOf(reader(), (await hotlineFactory(house.db, { hoursId })).id);
    expect(isOpen(new Date("2026-03-02T01:00:00Z")), "Monday 9:00").toBe(true);
    expect(isOpen(new Date("2026-03-02T00:59:59Z")), "Monday 8:59").toBe(false);
    expect(isOpen(new Date("2026-03-09T01:00:00Z")), "a holiday").toBe(false);
    const always = await hoursOf(reader(), (await hotlineFactory(house.db)).id);
    expect(always(new Date("2026-03-01T19:00:00Z"))).toBe(true);
  });

  it("leave by their trunk, whose credentials are added only for the way to voice", async () => {
    const trunk = await trunkFactory(house.db, { host: "192.0.2.10", port: 5066 });
    const { number } = await hotlineFactory(house.db, { trunkId: trunk.id });
    expect(await trunkOf(house.ctx, reader(), number)).toEqual({ id: trunk.id, host: "192.0.2.10", port: 5066, transport: "udp" });
    await expect(trunkOf(house.ctx, reader(), "+861000000000")).rejects.toThrow();
  });

  it("say whether they are recorded", async () => {
    expect(await isRecorded(reader(), (await hotlineFactory(house.db)).id)).toBe(true);
    expect(await isRecorded(reader(), (await hotlineFactory(house.db, { recorded: false })).id)).toBe(false);
    expect(await isRecorded(reader(), randomUUID())).toBe(false);
  });

  describe("as caller numbers", () => {
    it("are exactly those that number groups grant to the person's skill groups, each once", async () => {
      const [mine, second, foreign] = [
        await skillGroupFactory(house.db),
        await skillGroupFactory(house.db),
        await skillGroupFactory(house.db),
      ];
      const person = await personFactory(house.db, { skillGroupIds: [mine.id] });
      await memberFactory(house.db, { personId: person.id, skillGroupId: second.id, priority: 2 });
      const both = await hotlineFactory(house.db, { name: "Both", grantedTo: [mine.id, second.id] });
      const later = await hotlineFactory(house.db, { name: "Later", grantedTo: [second.id] });
      await hotlineFactory(house.db, { grantedTo: [foreign.id] });
      await hotlineFactory(house.db, { grantedTo: [mine.id], outbound: false });
      await hotlineFactory(house.db);
      expect(await grantedCallerNumbers(reader(), person.id)).toEqual([
        {
          hotlineId: both.id,
          number: both.number,
          name: { zh: "Both", en: "Both, in English" },
          groupName: "Numbers of Both",
          skillGroupId: mine.id,
        },
        {
          hotlineId: later.id,
          number: later.number,
          name: { zh: "Later", en: "Later, in English" },
          groupName: "Numbers of Later",
          skillGroupId: second.id,
        },
      ]);
    });

    it("are none for somebody without groups", async () => {
      expect(await grantedCallerNumbers(reader(), (await personFactory(house.db)).id)).toEqual([]);
    });
  });
});
