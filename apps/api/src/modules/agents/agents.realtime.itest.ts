import { randomUUID } from "node:crypto";
import { agentEndpoints, agentPushes, type MyAgent } from "@cloverdesk/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Harness, startHarness } from "../../../test/harness.ts";
import { type Tx, transaction } from "../../platform/db/transaction.ts";
import { partOf } from "./agents.factory.ts";
import {
  agentAnswered,
  agentCallEnded,
  agentDialFailed,
  agentDialing,
  agentOfferEnded,
  agentVoiceLost,
  offerToAgent,
  summarySaved,
} from "./index.ts";

let h: Harness;
let other: Awaited<ReturnType<Harness["anotherProcess"]>>;
beforeAll(async () => {
  h = await startHarness();
  other = await h.anotherProcess();
});
afterAll(() => h.stop());

const inTx = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => transaction(other.ctx.db, null, h.clock.now(), work);

/** The law of push: what a page showed before, with the pushes of a command, is what it would fetch afterwards. */
test("each command pushes to the agent's page exactly what a fresh fetch answers", async () => {
  const { person, client } = await h.signInNew();
  const page = await client.page();
  const { tabId } = page;
  const call = randomUUID();
  const ask = (body: { state: "ready" | "on_break" | "off_duty" | "outbound_only"; breakReason?: string }) => () =>
    client.call(agentEndpoints.ask, { body: { ...body, tabId } });
  const ring = () => inTx((tx) => offerToAgent(tx, person.id, partOf(call), h.clock.now()));
  const answer = () => inTx((tx) => agentAnswered(tx, person.id, call));
  const end = () => inTx((tx) => agentCallEnded(tx, person.id, call, { summaryDue: true }));
  const continueWork = () => client.call(agentEndpoints.continueWork);
  const commands: [string, () => Promise<unknown>][] = [
    ["on duty", ask({ state: "ready" })],
    ["break", ask({ state: "on_break", breakReason: "meal" })],
    ["outbound only", ask({ state: "outbound_only" })],
    ["on duty again", ask({ state: "ready" })],
    ["rung", ring],
    ["withdrawn", () => inTx((tx) => agentOfferEnded(tx, person.id, call, "withdrawn"))],
    ["rung again", ring],
    ["voice lost while ringing", () => inTx((tx) => agentVoiceLost(tx, person.id, call))],
    ["rung a third time", ring],
    ["answered", answer],
    ["next state", ask({ state: "off_duty" })],
    ["next state replaced", ask({ state: "on_break", breakReason: "rest" })],
    ["ended", end],
    ["summary saved", () => inTx((tx) => summarySaved(tx, person.id, call))],
    ["continued", continueWork],
    ["dialing from the break", () => inTx((tx) => agentDialing(tx, person.id, partOf(call)))],
    ["failed", () => inTx((tx) => agentDialFailed(tx, person.id, call))],
    ["ready", ask({ state: "ready" })],
    ["rung a fourth time", ring],
    ["missed", () => inTx((tx) => agentOfferEnded(tx, person.id, call, "missed"))],
    ["off duty", ask({ state: "off_duty" })],
  ];
  let shown = (await client.call(agentEndpoints.mine)).agent;
  for (const [name, command] of commands) {
    await command();
    const fresh = (await client.call(agentEndpoints.mine)).agent;
    expect(fresh.version, `${name}: a change is a larger version`).toBeGreaterThan(shown.version);
    shown = await page.take(agentPushes.changed, (agent: MyAgent) => agent.version === fresh.version);
    expect(shown, name).toEqual(fresh);
  }
});

test("a page's coming and going is pushed to the person's other pages", async () => {
  const { client } = await h.signInNew();
  const owner = await client.page();
  const witness = await client.page();
  await client.call(agentEndpoints.ask, { body: { tabId: owner.tabId, state: "ready" } });
  owner.close();
  expect(await witness.take(agentPushes.changed, (agent: MyAgent) => !agent.connected && agent.state === "ready")).toEqual(
    (await client.call(agentEndpoints.mine)).agent,
  );
  await client.page(owner.tabId);
  const fresh = await witness.take(agentPushes.changed, (agent: MyAgent) => agent.connected && agent.version > 3);
  expect(fresh).toEqual((await client.call(agentEndpoints.mine)).agent);
});

test("another person's page hears nothing", async () => {
  const [mine, theirs] = [await h.signInNew(), await h.signInNew()];
  const [page, witness] = [await mine.client.page(), await theirs.client.page()];
  await mine.client.call(agentEndpoints.ask, { body: { tabId: page.tabId, state: "ready" } });
  await page.take(agentPushes.changed);
  await theirs.client.call(agentEndpoints.ask, { body: { tabId: witness.tabId, state: "ready" } });
  await witness.take(agentPushes.changed);
  expect(witness.pushes.filter((push) => push.name === agentPushes.changed.name).map((push) => (push.data as MyAgent).personId)).toEqual([
    theirs.person.id,
  ]);
});
