import { settingPushes } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { maskingOf, readSettings, settingsOf } from "./index.ts";

describe("settings", () => {
  let house: Harness;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
  });
  afterAll(() => house.stop());

  it("follow a changed setting in every process, whoever wrote it, and tell pages", async () => {
    const other = await house.anotherProcess();
    const { client } = await house.signInNew();
    const page = await client.page();
    const processes = [house.ctx, other.ctx];
    for (const ctx of processes) expect(await settingsOf(ctx)).toMatchObject({ ringTimeoutMs: 20_000, summaryRequired: true });
    const changed = page.take(settingPushes.changed);
    await house.db.prisma.$executeRaw`INSERT INTO setting (key, value) VALUES ('ringTimeoutMs', '15000'), ('numberMasking', 'true')`;
    expect(await readSettings(house.db.prisma)).toMatchObject({ ringTimeoutMs: 15_000, numberMasking: true });
    expect(await changed).toEqual({});
    for (const ctx of processes)
      await until(async () => (await settingsOf(ctx)).ringTimeoutMs === 15_000, "every process hears of it", 1_500);
    expect(await maskingOf(house.ctx)).toEqual({ on: true });
    await house.db.prisma.$executeRaw`DELETE FROM setting WHERE key = 'ringTimeoutMs'`;
    await until(async () => (await settingsOf(house.ctx)).ringTimeoutMs === 20_000, "also of one taken back", 1_500);
  });
});
