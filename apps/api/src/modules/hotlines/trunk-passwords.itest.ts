import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { addKey } from "../../platform/sealing/key-ring.ts";
import { hotlineFactory, trunkFactory } from "./hotlines.factory.ts";
import { sealTrunkPasswords, trunkOf } from "./index.ts";
import { withCredentials } from "./trunk-passwords.ts";

describe("trunk passwords that are plain in the database", () => {
  let house: Harness;
  beforeAll(async () => {
    house = await startHarness({ voiceUp: false });
  });
  afterAll(() => house.stop());

  const keptOf = async (id: string) => (await house.db.prisma.trunk.findUniqueOrThrow({ where: { id } })).password ?? "";
  const target = (id: string) => ({ id, host: "127.0.0.1", port: 5070, transport: "udp" as const });
  const dial = (trunk: object) =>
    ({ name: "dial-leg", callId: id(), legId: id(), to: "+8613800138000", from: "+861055550100", ringTimeoutMs: 1, trunk }) as never;
  const id = () => crypto.randomUUID();
  const sentFor = async (trunkId: string) => (await withCredentials(house.ctx, dial(target(trunkId)))) as { trunk: object };

  it("are sealed at the start, by however many processes, and reach voice as they were", async () => {
    const trunks = await Promise.all([1, 2, 3].map((n) => trunkFactory(house.db, { username: "desk", password: `plain ${n}` })));
    await Promise.all([house.anotherProcess(), house.anotherProcess()]);
    for (const [n, trunk] of trunks.entries()) {
      expect(await keptOf(trunk.id)).toMatch(/^aes-256-gcm\./);
      expect((await sentFor(trunk.id)).trunk).toMatchObject({ username: "desk", password: `plain ${n + 1}` });
    }
    const before = await keptOf(trunks[0]?.id ?? "");
    await sealTrunkPasswords(house.ctx);
    expect(await keptOf(trunks[0]?.id ?? ""), "a second time changes nothing").toBe(before);
  });

  it("are used as they are until the next start", async () => {
    const { id: trunkId } = await trunkFactory(house.db, { username: "desk", password: "entered just now" });
    expect((await sentFor(trunkId)).trunk).toMatchObject({ password: "entered just now" });
  });

  it("may be missing: then no credentials are sent", async () => {
    for (const given of [{}, { username: "desk" }, { password: "without a name" }])
      expect((await sentFor((await trunkFactory(house.db, given)).id)).trunk).not.toHaveProperty("password");
  });

  it("are sealed with the new key after a rotation; the former key opens what is not sealed yet", async () => {
    const { id: trunkId } = await trunkFactory(house.db, { username: "desk", password: "rotated" });
    await sealTrunkPasswords(house.ctx);
    const key = addKey(house.ctx.env.DATA_DIR);
    expect((await sentFor(trunkId)).trunk).toMatchObject({ password: "rotated" });
    await sealTrunkPasswords(house.ctx);
    expect(await keptOf(trunkId)).toContain(`.${key}.`);
    const [first = ""] = readFileSync(house.ctx.keys.file, "utf8").split("\n");
    writeFileSync(house.ctx.keys.file, `${first}\n`);
    expect((await sentFor(trunkId)).trunk, "with the new key alone").toMatchObject({ password: "rotated" });
  });

  it("whose key is lost are told trunk by trunk; the api starts, the others work, and the key may come back", async () => {
    const lost = await trunkFactory(house.db, { name: "Lost trunk", username: "desk", password: "lost" });
    const { number } = await hotlineFactory(house.db, { trunkId: lost.id });
    await sealTrunkPasswords(house.ctx);
    const kept = readFileSync(house.ctx.keys.file, "utf8");
    writeFileSync(house.ctx.keys.file, `0a1b2c3d ${randomBytes(32).toString("base64url")}\n`);

    const lines: string[] = [];
    const { app, ctx } = await house.anotherProcess();
    ctx.log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
    await sealTrunkPasswords(ctx);
    const told = lines.find((line) => line.includes("Lost trunk")) ?? "";
    expect(told).toContain("the password cannot be read");
    expect(told).toContain(ctx.keys.file);
    expect(lines.join()).not.toContain("plain 1");
    await expect(trunkOf(ctx, house.db.prisma, number)).rejects.toMatchObject({ code: "hotlines.trunk_locked", detail: "Lost trunk" });
    const other = await trunkFactory(house.db, { username: "desk", password: "another" });
    await sealTrunkPasswords(ctx);
    expect(await withCredentials(ctx, dial(target(other.id)))).toMatchObject({ trunk: { password: "another" } });
    expect(await keptOf(lost.id), "what cannot be read is kept").toMatch(/^aes-256-gcm\./);

    writeFileSync(house.ctx.keys.file, kept + readFileSync(house.ctx.keys.file, "utf8"));
    expect(await withCredentials(ctx, dial(target(lost.id)))).toMatchObject({ trunk: { password: "lost" } });
    expect(app.http.listening).toBe(true);
  });

  it("stay as they are while the file of the keys cannot be used, and the api starts", async () => {
    const { id: trunkId } = await trunkFactory(house.db, { username: "desk", password: "still plain" });
    writeFileSync(house.ctx.keys.file, "something else\n");
    await house.anotherProcess();
    expect(await keptOf(trunkId)).toBe("still plain");
    rmSync(house.ctx.keys.file);
  });
});
