import { callEndpoints, hotlineEndpoints } from "@cloverdesk/contracts";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Harness, ProblemError, startHarness } from "../../../test/harness.ts";
import { grant } from "../identity/identity.factory.ts";
import { putSettings } from "../settings/settings.factory.ts";
import { type AgentAtWork, aCaller, aCallId, agentOnDuty, hotlineWithGroup, talking } from "./calls.factory.ts";

let api: Harness;
let agent: AgentAtWork;
let place: Awaited<ReturnType<typeof hotlineWithGroup>>;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.stop());
/** Numbers, trunks and people of its own for each test: what is counted is theirs. */
const begin = async () => {
  place = await hotlineWithGroup(api);
  agent = await agentOnDuty(api, place.group.id);
};
afterEach(() => putSettings(api.ctx, { openCountries: undefined, dialsPerMinute: undefined }));

const dial = (number: string, as = agent) => as.client.call(callEndpoints.dial, { body: { id: aCallId(), number, tabId: as.page.tabId } });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error instanceof ProblemError ? [error.code, error.problem.fields?.number] : Promise.reject(error)),
  );
const refusals = async () =>
  (await api.db.prisma.event.findMany({ where: { name: "call.dial_refused", entityId: agent.personId }, orderBy: { seq: "asc" } })).map(
    ({ data }) => data,
  );
const dialled = (number: string) => api.voice.commands.filter((each) => each.name === "dial-leg" && each.to === number);
/** Hangs up what was placed, and is ready for the next call. */
async function end(callId: string, as = agent): Promise<void> {
  await as.client.call(callEndpoints.hangUp, { params: { callId } });
}

it("calls only countries that are open, and keeps why another was refused", async () => {
  await begin();
  const abroad = "+44 20 7946 0958";
  expect(await refusal(dial(abroad))).toEqual(["calls.destination_closed", "destination_closed"]);
  expect(await refusal(dial("+8816 1234 5678"))).toEqual(["calls.destination_closed", "satellite"]);
  expect(await refusals()).toEqual([
    { number: abroad, rule: "destination", limit: "86", seen: "destination_closed" },
    { number: "+8816 1234 5678", rule: "destination", limit: "86", seen: "satellite" },
  ]);
  expect(dialled("+442079460958")).toEqual([]);
  expect((await agent.client.call(callEndpoints.dialOptions)).openCountries).toEqual(["86"]);

  await putSettings(api.ctx, { openCountries: ["86", "44"] });
  expect(await refusal(dial("+44 909 879 0001")), "premium rate of a country that is open").toEqual([
    "calls.destination_closed",
    "premium",
  ]);
  const { id } = await dial(abroad);
  expect(await api.voice.take("dial-leg", (each) => each.callId === id)).toMatchObject({ to: "+442079460958" });
  await end(id);
});

it("gives no call to a number that may not be called", async () => {
  await begin();
  const { callId } = await talking(api, place.hotline, agent);
  const to = { kind: "outside" as const, number: "+44 20 7946 0958" };
  expect(await refusal(agent.client.call(callEndpoints.transfer, { params: { callId }, body: { to, note: "" } }))).toEqual([
    "calls.destination_closed",
    "destination_closed",
  ]);
  expect(await refusals()).toHaveLength(1);
  await end(callId);
});

it("places no more calls of one person within a minute than is set", async () => {
  await begin();
  await putSettings(api.ctx, { dialsPerMinute: 1 });
  await end((await dial(aCaller())).id);
  expect(await refusal(dial(aCaller()))).toEqual(["calls.too_many_dialed", undefined]);
  expect(await refusals()).toMatchObject([{ rule: "dials_per_minute", limit: "1", seen: "1" }]);
  const other = await agentOnDuty(api, place.group.id);
  await end((await dial(aCaller(), other)).id, other);
  api.clock.advance(61_000);
  expect(await refusal(dial(aCaller())), "the limit is behind, wrap-up is not").toEqual(["calls.agent_busy", undefined]);
});

it("places no more calls than a number and its trunk have lines for, whichever way the others go; callers are never turned away for the trunk", async () => {
  await begin();
  const { hotline } = place;
  const inbound = await talking(api, hotline, agent);
  const caller = await agentOnDuty(api, place.group.id);
  await api.db.prisma.hotline.update({ where: { id: hotline.id }, data: { channelLimit: 1 } });
  expect((await refusal(dial(aCaller(), caller)))?.[0]).toBe("calls.lines_full");
  await api.db.prisma.hotline.update({ where: { id: hotline.id }, data: { channelLimit: null } });

  await api.db.prisma.trunk.update({ where: { id: hotline.trunkId }, data: { channelLimit: 1 } });
  expect((await refusal(dial(aCaller(), caller)))?.[0]).toBe("calls.lines_full");
  const { callId } = await api.voice.arrive({ from: aCaller(), to: hotline.number });
  await api.voice.take("answer-leg", (each) => each.callId === callId);
  await api.db.prisma.trunk.update({ where: { id: hotline.trunkId }, data: { channelLimit: 3 } });
  const third = await agentOnDuty(api, place.group.id);
  await end((await dial(aCaller(), third)).id, third);
  await end(inbound.callId);
});

it("counts a trunk's lines over all its numbers", async () => {
  await begin();
  const ops = (await api.signInNew({ grants: grant("all", "settings.read", "settings.edit") })).client;
  const trunks = (await ops.call(hotlineEndpoints.trunks)).items;
  expect(trunks.find(({ id }) => id === place.hotline.trunkId)).toBeDefined();
  const second = await hotlineWithGroup(api);
  await api.db.prisma.hotline.update({ where: { id: second.hotline.id }, data: { trunkId: place.hotline.trunkId } });
  await api.db.prisma.trunk.update({ where: { id: place.hotline.trunkId }, data: { channelLimit: 1 } });
  const { callId } = await talking(api, place.hotline, agent);
  const other = await agentOnDuty(api, second.group.id);
  expect((await refusal(dial(aCaller(), other)))?.[0]).toBe("calls.lines_full");
  await end(callId);
  await end((await dial(aCaller(), other)).id, other);
});
