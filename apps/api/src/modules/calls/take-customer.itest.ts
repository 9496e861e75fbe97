import { randomUUID } from "node:crypto";
import { callEndpoints, customerEndpoints } from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClient, type Harness, startHarness } from "../../../test/harness.ts";
import { customerFactory } from "../customers/customers.factory.ts";
import { AGENT_GRANTS, grant } from "../identity/identity.factory.ts";
import { agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";

describe("an unknown caller", () => {
  let api: Harness;
  beforeAll(async () => {
    api = await startHarness();
  });
  afterAll(() => api.stop());

  const create = (client: ApiClient, callId: string, name: string, id: string = randomUUID()) =>
    client.send(callEndpoints.createCustomer, { params: { callId }, body: { id, name, company: "四叶草商贸" } });
  const link = (client: ApiClient, callId: string, customerId: string) =>
    client.send(callEndpoints.linkCustomer, { params: { callId }, body: { customerId } });
  /** Each scene has a hotline of its own, so that no caller of another rings here. */
  const onCall = async () => {
    const { group, hotline } = await hotlineWithGroup(api);
    const agent = await agentOnDuty(api, group.id);
    return { agent, hotline, ...(await talking(api, hotline, agent)) };
  };
  const callOf = (id: string) => api.db.prisma.call.findUniqueOrThrow({ where: { id } });

  it("becomes a customer with the number, with earlier calls of it, on the page at once", async () => {
    const { agent, callId, contact, hotline } = await onCall();
    const earlier = await api.voice.arrive({ from: contact.number, to: hotline.number });
    const id = randomUUID();
    const answer = await create(agent.client, callId, " 陈女士 ", id);
    expect(answer).toMatchObject({ status: 200, body: { id, name: "陈女士", level: null } });
    expect(await agent.contact((each) => each.id === callId && each.customer !== null)).toMatchObject({ customer: { id, name: "陈女士" } });
    const profile = await agent.client.call(customerEndpoints.get, { params: { customerId: id } });
    expect(profile).toMatchObject({ phones: [contact.number], company: "四叶草商贸" });
    const track = await agent.client.call(customerEndpoints.track, { params: { customerId: id }, query: {} });
    expect(track.items.map((item) => item.id).sort()).toEqual([callId, earlier.callId].sort());
    expect(await agent.client.call(callEndpoints.record, { params: { callId } })).toMatchObject({ customer: { id } });
    const audited = await api.db.prisma.audit.findMany({ where: { entityId: id }, orderBy: { verb: "asc" } });
    expect(audited.map(({ verb }) => verb)).toEqual(["customers.add_number", "customers.create"]);

    expect(await create(agent.client, callId, "陈女士", id), "the same request again").toMatchObject({ status: 200, body: { id } });
    expect(await api.db.prisma.audit.count({ where: { entityId: id } })).toBe(2);
    const next = await api.voice.arrive({ from: contact.number, to: hotline.number });
    expect(await callOf(next.callId)).toMatchObject({ customerId: id });
  });

  it("is linked to a customer who exists, whose numbers it joins", async () => {
    const { agent, callId, contact } = await onCall();
    const known = await customerFactory(api.db, { name: "赵先生", phones: ["+8613911112222"] });
    expect(await link(agent.client, callId, known.id)).toMatchObject({ status: 200, body: { id: known.id, name: "赵先生" } });
    const profile = await agent.client.call(customerEndpoints.get, { params: { customerId: known.id } });
    expect(profile.phones).toEqual(["+8613911112222", contact.number]);
    expect(await link(agent.client, callId, randomUUID())).toMatchObject({ status: 409, body: { code: "calls.customer_known" } });
  });

  it("of two people at once gets one customer; the other is told, and leaves nothing behind", async () => {
    const { agent, callId } = await onCall();
    const lead = await api.signInNew({ grants: { ...AGENT_GRANTS, ...grant("all", "calls.read", "customers.edit") } });
    const [a, b] = await Promise.all([create(agent.client, callId, "甲"), create(lead.client, callId, "乙")]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
    const refused = (a.status === 409 ? a : b).body as { code: string };
    expect(["customers.number_taken", "calls.customer_known"]).toContain(refused.code);
    expect(await api.db.prisma.customer.count({ where: { name: { in: ["甲", "乙"] } } })).toBe(1);
  });

  it("two calls of one number at once: both are the one customer's", async () => {
    const { agent, callId, contact, hotline } = await onCall();
    const other = await api.voice.arrive({ from: contact.number, to: hotline.number });
    const known = await customerFactory(api.db, { phones: [] });
    const lead = await api.signInNew({ grants: { ...AGENT_GRANTS, ...grant("all", "calls.read", "customers.edit") } });
    const answers = await Promise.all([link(agent.client, callId, known.id), link(lead.client, other.callId, known.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect([(await callOf(callId)).customerId, (await callOf(other.callId)).customerId]).toEqual([known.id, known.id]);
  });

  it("whose number is another customer's is not given to this one", async () => {
    const { agent, callId, contact } = await onCall();
    const owner = await customerFactory(api.db, { phones: [contact.number] });
    const other = await customerFactory(api.db, { phones: [] });
    expect(await link(agent.client, callId, other.id)).toMatchObject({ status: 409, body: { code: "customers.number_taken" } });
    expect(await create(agent.client, callId, "丙")).toMatchObject({ status: 409, body: { code: "customers.number_taken" } });
    expect(await api.db.prisma.customer.count({ where: { name: "丙" } })).toBe(0);
    expect(await link(agent.client, callId, owner.id)).toMatchObject({ status: 200 });
  });

  it("without a number is linked in this call alone", async () => {
    const { hotline } = await hotlineWithGroup(api);
    const [first, second] = await Promise.all(["anonymous", ""].map((from) => api.voice.arrive({ from, to: hotline.number })));
    const known = await customerFactory(api.db, { phones: ["+8613911113333"] });
    const lead = await api.signInNew({ grants: { ...AGENT_GRANTS, ...grant("all", "calls.read", "customers.edit") } });
    expect(await link(lead.client, first!.callId, known.id)).toMatchObject({ status: 200 });
    expect([(await callOf(first!.callId)).customerId, (await callOf(second!.callId)).customerId]).toEqual([known.id, null]);
    expect(await lead.client.call(customerEndpoints.get, { params: { customerId: known.id } })).toMatchObject({
      phones: ["+8613911113333"],
    });
  });

  it("is left alone by those who may not edit customers or do not reach the call, and by bad input", async () => {
    const { agent, callId } = await onCall();
    const known = await customerFactory(api.db, { phones: [] });
    const reader = await api.signInNew({ grants: grant("all", "calls.read", "customers.read") });
    expect(await link(reader.client, callId, known.id)).toMatchObject({ status: 403, body: { code: "auth.forbidden" } });
    const stranger = await api.signInNew({});
    expect(await link(stranger.client, callId, known.id)).toMatchObject({ status: 404, body: { code: "calls.not_found" } });
    expect(await create(agent.client, randomUUID(), "丁")).toMatchObject({ status: 404, body: { code: "calls.not_found" } });
    expect(await link(agent.client, callId, randomUUID())).toMatchObject({ status: 404, body: { code: "customers.not_found" } });
    expect(await create(agent.client, callId, " ")).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect(await callOf(callId)).toMatchObject({ customerId: null });
  });
});
