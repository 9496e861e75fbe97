import { callEndpoints, connectionPushes, identityEndpoints, routingPushes } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { aCaller, agentOnDuty, hotlineWithGroup, ringing } from "./calls.factory.ts";

describe("somebody who loses access while their page is open at another process", () => {
  let api: Harness;
  let base: string;
  beforeAll(async () => {
    api = await startHarness();
    base = (await api.anotherProcess()).base;
  });
  afterAll(() => api.stop());

  const disable = (id: string) => api.db.prisma.person.update({ where: { id }, data: { status: "disabled" } });
  const partsOf = (callId: string) => api.db.prisma.callPart.findMany({ where: { callId } });

  it("by being disabled is cut off at once", async () => {
    const { group } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id, base);
    const colleague = await agentOnDuty(api, group.id, base);
    await disable(agent.personId);
    await agent.page.take(connectionPushes.signedOut);
    await until(() => agent.page.socket.disconnected, "the page is cut off");
    expect(await agent.client.send(identityEndpoints.me)).toMatchObject({ status: 401 });
    await expect(agent.client.page(), "and stays out").rejects.toThrow("auth.required");
    expect(colleague.page.socket.connected).toBe(true);
  });

  it("by being disabled is not rung, also before the page is cut off", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id, base);
    const others = await agentOnDuty(api, group.id);
    // The trigger is silent here: routing must look for itself.
    await api.db.prisma.session.updateMany({ where: { personId: agent.personId }, data: { revokedAt: api.clock.now() } });
    await disable(agent.personId);
    expect(agent.page.socket.connected).toBe(true);
    const { callId } = await ringing(api, hotline, others);
    expect((await partsOf(callId)).map(({ personId }) => personId)).toEqual([others.personId]);
    const second = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await api.sweep();
    expect(await partsOf(second.callId)).toEqual([]);
  });

  it("by being disabled while it rings gives the call to a colleague", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id, base);
    const { callId } = await ringing(api, hotline, agent);
    const colleague = await agentOnDuty(api, group.id);
    await disable(agent.personId);
    await colleague.contact((each) => each.id === callId && each.state === "ringing");
    await colleague.connectAudio(callId);
    expect(await colleague.client.send(callEndpoints.answer, { params: { callId } })).toMatchObject({ status: 200 });
  });

  it("by leaving a skill group hears and gets nothing of it any more, but stays connected", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id, base);
    const colleague = await agentOnDuty(api, group.id, base);
    await api.db.prisma.skillGroupMember.deleteMany({ where: { personId: agent.personId } });
    await agent.page.take(connectionPushes.resync);
    expect(await agent.client.call(identityEndpoints.me)).toMatchObject({ skillGroups: [] });
    const before = agent.page.pushes.length;
    const { callId } = await ringing(api, hotline, colleague);
    const waiting = await api.voice.arrive({ from: aCaller(), to: hotline.number });
    await colleague.page.take(routingPushes.waiting, ({ skillGroupId, waiting }) => skillGroupId === group.id && waiting > 0);
    const heard = agent.page.pushes.slice(before).filter((push) => push.name === routingPushes.waiting.name);
    expect(heard).toEqual([]);
    expect((await partsOf(callId)).map(({ personId }) => personId)).toEqual([colleague.personId]);
    expect(await partsOf(waiting.callId)).toEqual([]);
    expect(agent.page.socket.connected).toBe(true);
  });

  it("by losing a role may not use it at the next request, and the page asks anew", async () => {
    const { group } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id, base);
    expect(await agent.client.send(callEndpoints.dialOptions)).toMatchObject({ status: 200 });
    await api.db.prisma.personRole.deleteMany({ where: { personId: agent.personId } });
    await agent.page.take(connectionPushes.resync);
    expect(await agent.client.send(callEndpoints.dialOptions)).toMatchObject({ status: 403 });
  });

  it("by a change of the role's grants may not use them either", async () => {
    const { group } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id, base);
    const [{ roleId } = { roleId: "" }] = await api.db.prisma.personRole.findMany({ where: { personId: agent.personId } });
    await api.db.prisma.role.update({ where: { id: roleId }, data: { grants: {} } });
    await agent.page.take(connectionPushes.resync);
    expect(await agent.client.send(callEndpoints.dialOptions)).toMatchObject({ status: 403 });
  });
});
