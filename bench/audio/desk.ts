import { agentEndpoints, type Contact, callEndpoints, callPushes, HEARTBEAT, HEARTBEAT_MS, type PushEnvelope } from "@cloverdesk/contracts";
import { until } from "@cloverdesk/testing";
import { openPagePeer, type PagePeer, type SipPhone } from "@cloverdesk/testing/phone";
import { TEST_PASSWORD } from "../../apps/api/src/modules/identity/identity.factory.ts";
import { type ApiClient, apiClient, type Page } from "../../apps/api/test/api-client.ts";

export const AGENT_HZ = 2_100;
export const CALLER_HZ = 700;

/** On a busy machine things take longer; the bench measures, it does not judge here. */
const PATIENCE_MS = 30_000;

/** An agent with a page and a microphone that speaks a tone. */
export interface Desk {
  client: ApiClient;
  page: Page;
}

/** A call whose two ends are connected and wait for the answer click. */
export interface Ringing {
  desk: Desk;
  callId: string;
  peer: PagePeer;
  caller: Awaited<ReturnType<SipPhone["begin"]>>;
}

export async function openDesk(base: string, loginName: string): Promise<Desk> {
  const client = apiClient(base, () => new Date());
  await client.signIn(loginName, TEST_PASSWORD);
  const page = await client.page();
  setInterval(() => page.socket.emit(HEARTBEAT), HEARTBEAT_MS);
  await client.call(agentEndpoints.ask, { body: { tabId: page.tabId, state: "ready" } });
  return { client, page };
}

/** The contact as last pushed to the page, once it fits. */
function pushed({ page }: Desk, what: string, where: (contact: Contact) => boolean): Promise<Contact> {
  const fits = ({ name, data }: PushEnvelope): boolean => name === callPushes.changed.name && where(data as Contact);
  return until(() => page.pushes.findLast(fits)?.data as Contact | undefined, what, PATIENCE_MS);
}

/** The next call that rings at this desk, with the page's sound connected as the page does while it rings. */
export async function nextRing(desk: Desk): Promise<{ desk: Desk; contact: Contact; peer: PagePeer }> {
  const { client, page } = desk;
  const contact = await pushed(desk, "a call rings", (each) => each.state === "ringing");
  const peer = await openPagePeer({ toneHz: AGENT_HZ });
  const params = { callId: contact.id };
  const { answer } = await client.call(callEndpoints.connectAudio, { params, body: { tabId: page.tabId, offer: peer.offerSdp } });
  peer.accept(answer);
  peer.start();
  await pushed(desk, "the agent's leg is up", ({ id, part }) => id === contact.id && part.leg === "up");
  return { desk, contact, peer };
}

/** After the call: saves a summary and goes on, ready for the next. */
export async function finish(desk: Desk, callId: string): Promise<void> {
  const { client, page } = desk;
  await pushed(desk, "the call ends", ({ id, state }) => id === callId && state === "ended");
  const { version } = await client.call(callEndpoints.summary, { params: { callId } });
  const fields = { categoryId: null, issue: "A question", solution: "Answered", result: "resolved", custom: {} } as const;
  await client.call(callEndpoints.saveSummary, { params: { callId }, body: { version, fields } });
  await client.call(agentEndpoints.continueWork);
  page.pushes.length = 0;
}
