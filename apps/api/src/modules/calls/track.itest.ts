import { callEndpoints, customerEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { customerFactory } from "../customers/customers.factory.ts";
import { AGENT_GRANTS } from "../identity/identity.factory.ts";
import { agentOnDuty, hotlineWithGroup } from "./calls.factory.ts";

const GRANTS = { ...AGENT_GRANTS, "customers.read": "all" } as const;

describe("a customer's calls in their track", () => {
  let api: Harness;
  beforeAll(async () => {
    api = await startHarness();
  });
  afterAll(() => api.stop());

  it("tell what was said to those in whose reach they are, and to others that there was a contact", async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    const number = "+8613800138123";
    const customer = await customerFactory(api.db, { phones: [number] });
    const { callId } = await api.voice.arrive({ from: number, to: hotline.number });
    await agent.contact((each) => each.id === callId && each.state === "ringing");
    await agent.connectAudio(callId);
    await agent.client.call(callEndpoints.answer, { params: { callId } });
    const fields = { categoryId: null, issue: "退款没有到账", solution: "", result: null, custom: {} };
    await agent.client.call(callEndpoints.draftSummary, { params: { callId }, body: { version: 0, fields } });
    await agent.client.call(callEndpoints.hangUp, { params: { callId } });

    const entryFor = async (client: ApiClient) =>
      (await client.call(customerEndpoints.track, { params: { customerId: customer.id }, query: {} })).items[0];
    expect(await entryFor(agent.client)).toMatchObject({ id: callId, summary: "退款没有到账", mayOpen: true });
    const lead = await api.signInNew({ grants: { ...GRANTS, "calls.read": "group" }, skillGroupIds: [group.id] });
    expect(await entryFor(lead.client)).toMatchObject({ id: callId, summary: "退款没有到账", mayOpen: true });
    for (const given of [{ grants: { ...GRANTS, "calls.read": "group" as const } }, { skillGroupIds: [group.id], grants: GRANTS }]) {
      const { client } = await api.signInNew(given);
      const entry = await entryFor(client);
      expect(entry).toMatchObject({ id: callId, direction: "inbound", summary: null, hasRecording: false, mayOpen: false });
      expect(JSON.stringify(entry)).not.toContain("退款");
      expect(await client.send(callEndpoints.record, { params: { callId } })).toMatchObject({ status: 404 });
    }
  });

  it("of withheld numbers belong to nobody", async () => {
    const { hotline } = await hotlineWithGroup(api);
    for (const from of ["", "anonymous", "Restricted", " unknown "]) {
      const { callId } = await api.voice.arrive({ from, to: hotline.number });
      expect(await api.db.prisma.call.findUniqueOrThrow({ where: { id: callId } })).toMatchObject({ number: "", customerId: null });
    }
  });
});
