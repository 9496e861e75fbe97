import { callEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { sealTrunkPasswords } from "../hotlines/index.ts";
import { type AgentAtWork, aCallId, agentOnDuty, hotlineWithGroup } from "./calls.factory.ts";

const PASSWORD = "pass-word of the carrier 密码";

describe("a call out by a trunk with a password", () => {
  let api: Harness;
  let agent: AgentAtWork;
  let trunkId: string;
  beforeAll(async () => {
    api = await startHarness();
    const { group, hotline } = await hotlineWithGroup(api);
    trunkId = hotline.trunkId;
    await api.db.prisma.trunk.update({ where: { id: trunkId }, data: { username: "desk", password: PASSWORD } });
    await sealTrunkPasswords(api.ctx);
    agent = await agentOnDuty(api, group.id);
  });
  afterAll(() => api.stop());
  const dial = (id = aCallId()) => agent.client.send(callEndpoints.dial, { body: { id, number: "13800138000", tabId: agent.page.tabId } });

  it("is refused with the trunk's name when its key is lost", async () => {
    const { password } = await api.db.prisma.trunk.findUniqueOrThrow({ where: { id: trunkId } });
    await api.db.prisma.trunk.update({ where: { id: trunkId }, data: { password: password?.replace(/\.[0-9a-f]{8}\./, ".00000000.") } });
    const before = await api.db.prisma.call.count();
    expect(await dial()).toMatchObject({ status: 503, body: { code: "hotlines.trunk_locked", detail: "Test trunk" } });
    expect(await api.db.prisma.call.count()).toBe(before);
    await api.db.prisma.trunk.update({ where: { id: trunkId }, data: { password } });
  });

  it("takes the password to voice and leaves it in no row", async () => {
    const id = aCallId();
    expect(await dial(id)).toMatchObject({ status: 200 });
    const { trunk } = await api.voice.take("dial-leg", (each) => each.callId === id);
    expect(trunk).toMatchObject({ id: trunkId, username: "desk", password: PASSWORD });
    const { prisma } = api.db;
    const rows = [
      await prisma.voiceCommand.findMany(),
      await prisma.event.findMany(),
      await prisma.audit.findMany(),
      await prisma.jobRequest.findMany(),
      await prisma.trunk.findMany(),
    ];
    const text = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).toContain(trunkId);
    expect(text).not.toContain(PASSWORD);
    await agent.client.send(callEndpoints.hangUp, { params: { callId: id } });
  });
});
