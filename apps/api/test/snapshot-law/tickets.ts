import { randomUUID } from "node:crypto";
import { categoryEndpoints, ticketEndpoints as e, type Ticket, ticketViewPushes } from "@cloverdesk/contracts";
import { activeRule, draftOf } from "../../src/modules/automation/automation.factory.ts";
import { agentOnDuty, hotlineWithGroup, talking } from "../../src/modules/calls/calls.factory.ts";
import { grant } from "../../src/modules/identity/identity.factory.ts";
import { TICKET_LEAD, TICKET_OPS, type TicketHouse } from "../../src/modules/tickets/tickets.factory.ts";
import { outboundHouse, take } from "../../src/modules/tickets/worklist/worklist.factory.ts";
import type { ApiClient, Harness } from "../harness.ts";
import { BYE } from "./calls.ts";
import type { Case, Part, Watcher } from "./law.ts";
import { callbacks, counts, fetched, lists, notifications, openTicket, track, whoIsHere, worklist } from "./parts.ts";

const at = (ticketId: string) => ({ params: { ticketId } });

/** A page that has the ticket open, beside its lists. */
async function onTicket(client: ApiClient, ticketId: string, ...more: Part[]): Promise<Watcher> {
  const page = await client.page();
  const here = () => client.call(e.here, { ...at(ticketId), body: { tabId: page.tabId, doing: "viewing" } });
  await here();
  const parts = [openTicket(client, ticketId), track(client, ticketId), lists(client, ticketId), counts(client), notifications(client)];
  return { page, here, parts: [...parts, ...more] };
}

/** A page with lists alone: of somebody who need not be allowed to read the ticket yet. */
async function onLists(client: ApiClient, ticketId: string): Promise<Watcher> {
  return { page: await client.page(), parts: [lists(client, ticketId), counts(client), notifications(client)] };
}

interface Scene {
  agent: { id: string; client: ApiClient };
  other: { id: string; client: ApiClient };
  lead: ApiClient;
  ticket: Ticket;
}

async function scene(house: TicketHouse, claimed: boolean): Promise<Scene> {
  const [agent, other] = [await house.agent(), await house.agent()];
  const { client: lead } = await house.agent(house.first.id, TICKET_LEAD);
  const ticket = await house.ticket(agent.client, { values: { reason: "late" } });
  if (claimed) await agent.client.call(e.claim, at(ticket.id));
  return { agent, other, lead, ticket };
}

type Given = Partial<Case> & Pick<Case, "changes">;

/** Looked at by the person who has it, by a colleague's lists, and by the lead. */
async function seen(scene: Scene, given: Given): Promise<Case> {
  const known = await leaving(scene, given);
  return { ...known, watchers: [...known.watchers, await onTicket(scene.lead, scene.ticket.id)] };
}

/** The same of a ticket that leaves the group: it goes out of the lead's reach, who learns of that with their next step there. */
async function leaving({ agent, other, ticket }: Scene, given: Given): Promise<Case> {
  const watchers = [await onTicket(agent.client, ticket.id), await onLists(other.client, ticket.id)];
  return { as: agent.client, input: at(ticket.id), watchers, ...given };
}
const body = <B extends object>(ticketId: string, given: B) => ({ ...at(ticketId), body: given });

type Law = (api: Harness, house: TicketHouse) => Promise<Case>;

/** Every changing endpoint of work on tickets, their files, views and lists, by its id. */
export const TICKET_LAWS: Record<string, Law> = {
  async "tickets.search"(_api, house) {
    const { agent, ticket } = await scene(house, true);
    const watchers = [await onTicket(agent.client, ticket.id)];
    return { as: agent.client, input: { body: {} }, watchers, changes: [], quiet: "it reads" };
  },
  async "tickets.keepDraft"(_api, house) {
    const agent = await house.agent();
    const ticketId = randomUUID();
    const input = body(ticketId, { values: { title: "草稿" } });
    const watchers = [await onLists(agent.client, ticketId)];
    return { as: agent.client, input, watchers, changes: [], quiet: "a form half filled is its author's own" };
  },
  async "tickets.dropDraft"(_api, house) {
    const agent = await house.agent();
    const ticketId = randomUUID();
    await agent.client.call(e.keepDraft, body(ticketId, { values: { title: "草稿" } }));
    const watchers = [await onLists(agent.client, ticketId)];
    return { as: agent.client, input: at(ticketId), watchers, changes: [], quiet: "a form half filled is its author's own" };
  },
  async "tickets.create"(_api, house) {
    const [agent, other] = [await house.agent(), await house.agent()];
    const ticketId = randomUUID();
    const input = body(ticketId, { typeId: house.typeId, templateId: house.templateId, values: { title: "退款没有到账" } });
    const watchers = [await onLists(agent.client, ticketId), await onLists(other.client, ticketId)];
    return { as: agent.client, input, watchers, changes: ["lists", "counts"] };
  },
  async "tickets.claim"(_api, house) {
    return seen(await scene(house, false), { changes: ["ticket", "lists", "counts", "track"] });
  },
  async "tickets.takeTask"(api, house) {
    const given = await atWork(api, house);
    return given.law({ input: { body: {} }, changes: ["worklist", "ticket", "lists", "counts", "track"] });
  },
  async "tickets.skipTask"(api, house) {
    const given = await atWork(api, house);
    await take(given.caller.client);
    const input = { body: { ticketId: given.ticket.id, reason: "bad_time" } };
    return given.law({ input, changes: ["worklist", "ticket", "lists", "counts", "track"] });
  },
  async "tickets.makeCallback"(api, house) {
    const given = await atWork(api, house);
    await take(given.caller.client);
    return given.law({ input: given.promise("group"), changes: ["worklist", "ticket", "track", "lists", "callbacks"] });
  },
  async "tickets.moveCallback"(api, house) {
    const { at: params, law, dueAt } = await withCallback(api, house);
    return law({ input: { ...params, body: { version: 1, dueAt: dueAt(90) } }, changes: ["ticket", "track", "callbacks"] });
  },
  async "tickets.finishCallback"(api, house) {
    const { at: params, law } = await withCallback(api, house);
    return law({ input: { ...params, body: { version: 1 } }, changes: ["ticket", "track", "callbacks"] });
  },
  async "tickets.cancelCallback"(api, house) {
    const { at: params, law } = await withCallback(api, house);
    return law({ input: { ...params, body: { version: 1 } }, changes: ["ticket", "track", "callbacks"] });
  },
  async "tickets.transfer"(_api, house) {
    const given = await scene(house, true);
    const input = body(given.ticket.id, { to: { personId: given.other.id }, note: "请跟进" });
    return seen(given, { input, changes: ["ticket", "lists", "counts", "track", "notifications"] });
  },
  async "tickets.edit"(_api, house) {
    const given = await scene(house, true);
    const parent = await withParent(house, given);
    const changes = [
      { code: "reason", before: "late", after: "wrong" },
      { code: "title", before: given.ticket.title, after: "换货" },
    ];
    const known = await seen(given, { input: body(given.ticket.id, { changes }), changes: ["ticket", "lists", "track", "parent"] });
    return { ...known, watchers: [...known.watchers, parent] };
  },
  async "tickets.act"(_api, house) {
    const given = await scene(house, true);
    const input = { params: { ticketId: given.ticket.id, action: "escalate" }, body: { node: "first" } };
    const second = await house.agent(house.second.id);
    const known = await leaving(given, { input, changes: ["ticket", "lists", "counts", "track"] });
    return { ...known, watchers: [...known.watchers, await onLists(second.client, given.ticket.id)] };
  },
  async "tickets.finish"(_api, house) {
    const given = await scene(house, true);
    const parent = await withParent(house, given);
    const known = await seen(given, { input: body(given.ticket.id, {}), changes: ["ticket", "lists", "counts", "track", "parent"] });
    return { ...known, watchers: [...known.watchers, parent] };
  },
  async "tickets.reopen"(_api, house) {
    const given = await scene(house, true);
    await given.agent.client.call(e.finish, body(given.ticket.id, {}));
    const input = body(given.ticket.id, { note: "又坏了" });
    return seen(given, { as: given.lead, input, changes: ["ticket", "lists", "counts", "track", "notifications"] });
  },
  async "tickets.urge"(_api, house) {
    const given = await scene(house, true);
    return seen(given, { as: given.lead, input: body(given.ticket.id, { note: "快" }), changes: ["ticket", "track", "notifications"] });
  },
  async "tickets.copy"(_api, house) {
    const given = await scene(house, true);
    const input = body(given.ticket.id, { personIds: [given.other.id] });
    return seen(given, { input, changes: ["ticket", "lists", "counts", "track", "notifications"] });
  },
  async "tickets.comment"(_api, house) {
    const given = await scene(house, true);
    const input = { params: { ticketId: given.ticket.id, commentId: randomUUID() }, body: { text: "@你", mentions: [given.other.id] } };
    return seen(given, { input, changes: ["ticket", "track", "notifications"] });
  },
  async "tickets.link"(_api, house) {
    const given = await scene(house, true);
    const other = await house.ticket(given.lead);
    const input = body(given.ticket.id, { otherId: other.id, as: "parent" });
    const known = await seen(given, { as: given.lead, input, changes: ["ticket", "track", "parent"] });
    return { ...known, watchers: [...known.watchers, await onParent(given.lead, other.id)] };
  },
  async "tickets.mark"(_api, house) {
    const given = await scene(house, true);
    return seen(given, { input: body(given.ticket.id, { flag: "red" }), changes: ["ticket", "lists", "counts"] });
  },
  async "tickets.bulkClaim"(_api, house) {
    const given = await scene(house, false);
    return seen(given, { input: { body: { ids: [given.ticket.id] } }, changes: ["ticket", "lists", "counts", "track"] });
  },
  async "tickets.bulkTransfer"(_api, house) {
    const given = await scene(house, true);
    const input = { body: { ids: [given.ticket.id], to: { personId: given.other.id }, note: "请跟进" } };
    return seen(given, { input, changes: ["ticket", "lists", "counts", "track", "notifications"] });
  },
  async "tickets.bulkFinish"(_api, house) {
    const given = await scene(house, true);
    return seen(given, { input: { body: { ids: [given.ticket.id] } }, changes: ["ticket", "lists", "counts", "track"] });
  },
  async "tickets.bulkFlag"(_api, house) {
    const given = await scene(house, true);
    return seen(given, { input: { body: { ids: [given.ticket.id], flag: "red" } }, changes: ["ticket", "lists", "counts"] });
  },
  async "tickets.here"(_api, house) {
    const { agent, lead, ticket } = await scene(house, true);
    const watcher = await onTicket(lead, ticket.id);
    watcher.parts.push(whoIsHere(lead, ticket.id, watcher.page.tabId));
    const page = await agent.client.page();
    const input = body(ticket.id, { tabId: page.tabId, doing: "editing" });
    return { as: agent.client, input, watchers: [watcher], changes: ["presence"] };
  },
  async "tickets.upload"(api, house) {
    const { agent, ticket } = await scene(house, true);
    const perform = () => upload(api, agent.client, randomUUID());
    const watchers = [await onTicket(agent.client, ticket.id)];
    return { as: agent.client, perform, watchers, changes: [], quiet: "a file belongs to nothing until a ticket names it" };
  },
  async "tickets.saveView"(_api, house) {
    const { client } = await house.agent(house.first.id, TICKET_LEAD);
    const viewId = randomUUID();
    const input = { params: { viewId }, body: view(house, 0) };
    return { as: client, input, watchers: [await onViews(house)], changes: ["views"] };
  },
  async "tickets.removeView"(_api, house) {
    const { client } = await house.agent(house.first.id, TICKET_LEAD);
    const viewId = randomUUID();
    await client.call(e.saveView, { params: { viewId }, body: view(house, 0) });
    return { as: client, input: { params: { viewId } }, watchers: [await onViews(house)], changes: ["views"] };
  },
};

/** What changes tickets besides their endpoints: times that pass, calls, settings of other modules. */
export const TICKET_EFFECTS: Record<string, Law> = {
  async "a time limit passes"(api, house) {
    const given = await scene(house, true);
    const known = await leaving(given, { changes: ["ticket", "lists", "track"] });
    const perform = async () => {
      api.clock.advance(61 * 60_000);
      for (const client of [given.agent.client, given.other.client, given.lead]) await client.refresh();
      // The pages that have the ticket open say so again every 20 s.
      for (const { here } of known.watchers) await here?.();
    };
    return { ...known, perform };
  },
  async "a reminder fires"(api, house) {
    const given = await scene(house, true);
    const remindAt = new Date(api.clock.now().getTime() + 60_000).toISOString();
    await given.agent.client.call(e.mark, { ...at(given.ticket.id), body: { flag: "red", remindAt, remindText: "回电" } });
    return seen(given, { perform: async () => api.clock.advance(61_000), changes: ["ticket", "lists", "notifications"] });
  },
  async "an automatic task acts"(api, house) {
    const given = await scene(house, true);
    const ops = (await api.signInNew({ grants: { ...TICKET_OPS, ...grant("all", "automation.edit") } })).client;
    await activeRule(
      ops,
      draftOf({
        trigger: { on: "changed", code: "priority", to: ["low"] },
        conditions: { field: "number", op: "any_of", values: [given.ticket.number] },
        steps: [
          { do: "set", code: "bank", value: "自动" },
          { do: "assign", to: { how: "person", personId: given.other.id } },
        ],
      }),
    );
    const input = body(given.ticket.id, { changes: [{ code: "priority", before: "normal", after: "low" }] });
    const perform = async () => {
      await given.agent.client.call(e.edit, input);
      await api.sweep();
    };
    return seen(given, { perform, changes: ["ticket", "lists", "track"] });
  },
  async "a ticket with a callback goes to other hands"(api, house) {
    const given = await withCallback(api, house);
    const input = body(given.ticket.id, { to: { skillGroupId: house.first.id }, note: "放回" });
    return given.law({ perform: () => house.ops.call(e.transfer, input), changes: ["callbacks", "ticket", "lists"] });
  },
  async "a ticket with a callback is finished"(api, house) {
    const given = await withCallback(api, house);
    return given.law({ perform: () => house.ops.call(e.finish, body(given.ticket.id, {})), changes: ["callbacks", "ticket", "track"] });
  },
  async "a colleague takes the task from somebody's hands"(api, house) {
    const given = await atWork(api, house);
    await take(given.caller.client);
    const input = body(given.ticket.id, { to: { skillGroupId: house.first.id }, note: "放回" });
    return given.law({ perform: () => house.ops.call(e.transfer, input), changes: ["worklist", "ticket", "lists"] });
  },
  async "a category is chosen"(_api, house) {
    const given = await scene(house, true);
    const categoryId = randomUUID();
    const category = { name: { zh: "质量", en: "Quality" }, active: true, parentId: null, version: 0 };
    await house.ops.call(categoryEndpoints.save, { params: { categoryId }, body: category });
    const input = body(given.ticket.id, { changes: [{ code: "category", before: null, after: categoryId }] });
    return seen(given, { perform: () => given.agent.client.call(e.edit, input), changes: ["ticket", "lists", "track"] });
  },
  async "a comment brings a file"(api, house) {
    const given = await scene(house, true);
    const fileId = randomUUID();
    await upload(api, given.agent.client, fileId);
    const input = { params: { ticketId: given.ticket.id, commentId: randomUUID() }, body: { text: "图", fileIds: [fileId] } };
    return seen(given, { perform: () => given.agent.client.call(e.comment, input), changes: ["ticket", "track"] });
  },
  async "tickets are related"(_api, house) {
    return linked(house, [], "related", ["ticket", "track", "parent"]);
  },
  async "tickets are no longer related"(_api, house) {
    return linked(house, ["related"], "unrelated", ["ticket", "track", "parent"]);
  },
  async "a ticket leaves its parent"(_api, house) {
    return linked(house, ["parent"], "no_parent", ["ticket", "track", "parent"]);
  },
  async "a ticket is merged into another"(_api, house) {
    return linked(house, ["related"], "merge_into", ["ticket", "lists", "track", "parent"]);
  },
  async "a call that is linked ends"(api, house) {
    const { by, perform } = await withCall(api, house);
    return by({ perform: perform.hangUp, changes: ["ticket"] });
  },
  async "the recording of a linked call is complete"(api, house) {
    const { by, perform } = await withCall(api, house);
    await perform.hangUp();
    return by({ perform: perform.endRecording, changes: ["ticket"] });
  },
};

type LinkAs = "related" | "unrelated" | "parent" | "no_parent" | "merge_into";

/** Somebody on duty whose next task is this ticket, with a page that has it open, and a colleague's lists. */
async function atWork(api: Harness, house: TicketHouse) {
  // What other cases left to call would come first.
  await api.db.prisma.ticketType.updateMany({ data: { outbound: false } });
  const out = await outboundHouse(api, house);
  const [caller, other] = [await out.caller(), await out.caller()];
  const ticket = await out.ticket({ priority: "urgent" });
  const law = async (given: Given): Promise<Case> => ({
    as: caller.client,
    watchers: [
      await onTicket(
        caller.client,
        ticket.id,
        worklist(caller.client),
        callbacks(caller.client, "mine"),
        callbacks(caller.client, "group"),
      ),
      await onLists(other.client, ticket.id),
    ],
    ...given,
  });
  const dueAt = (minutes: number) => new Date(api.clock.now().getTime() + minutes * 60_000).toISOString();
  const promise = (whose: "me" | "group") => ({
    params: { callbackId: randomUUID() },
    body: { ticketId: ticket.id, number: ticket.phone ?? "", dueAt: dueAt(30), for: whose },
  });
  return { caller, ticket, law, dueAt, promise };
}

/** The same, with a callback of that person. */
async function withCallback(api: Harness, house: TicketHouse) {
  const given = await atWork(api, house);
  await take(given.caller.client);
  const { id: callbackId } = await given.caller.client.call(e.makeCallback, given.promise("me"));
  return { ...given, at: { params: { callbackId } } };
}

/** Links a ticket with another one, which is open in a page as well. */
async function linked(house: TicketHouse, before: LinkAs[], as: LinkAs, changes: string[]): Promise<Case> {
  const given = await scene(house, true);
  const other = await house.ticket(given.lead);
  const link = (how: LinkAs) => given.lead.call(e.link, { ...at(given.ticket.id), body: { otherId: other.id, as: how } });
  for (const how of before) await link(how);
  const known = await seen(given, { perform: () => link(as), changes });
  return { ...known, watchers: [...known.watchers, await onParent(given.lead, other.id)] };
}

/** The ticket hangs below another one, which the page has open. */
async function withParent(house: TicketHouse, { lead, ticket }: Scene): Promise<Watcher> {
  const parent = await house.ticket(lead);
  await lead.call(e.link, { ...at(ticket.id), body: { otherId: parent.id, as: "parent" } });
  return onParent(lead, parent.id);
}
async function onParent(client: ApiClient, parentId: string): Promise<Watcher> {
  const page = await client.page();
  await client.call(e.here, { ...at(parentId), body: { tabId: page.tabId, doing: "viewing" } });
  return { page, parts: [openTicket(client, parentId, "parent")] };
}

const view = (house: TicketHouse, version: number) => ({
  name: `我组的 ${randomUUID().slice(0, 8)}`,
  scope: "group" as const,
  skillGroupId: house.first.id,
  filter: { field: "state" as const, op: "any_of" as const, values: ["open"] },
  version,
});
async function onViews(house: TicketHouse): Promise<Watcher> {
  const { client } = await house.agent();
  const isNews = ({ name }: { name: string }) => name === ticketViewPushes.changed.name;
  return { page: await client.page(), parts: [fetched("views", client, e.views, {}, isNews)] };
}

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
async function upload(api: Harness, client: ApiClient, fileId: string): Promise<void> {
  const answer = await fetch(`${api.base}/api/tickets/files/${fileId}?name=x.png`, {
    method: "POST",
    headers: { authorization: `Bearer ${client.session?.accessToken}`, "content-type": "application/octet-stream" },
    body: new Uint8Array(PNG),
  });
  if (!answer.ok) throw new Error(`upload answered ${answer.status}`);
}

/** A ticket that was made of a call which goes on. */
async function withCall(api: Harness, house: TicketHouse) {
  const { group, hotline } = await hotlineWithGroup(api);
  const caller = await agentOnDuty(api, group.id);
  const { callId, legId } = await talking(api, hotline, caller);
  const { client } = await api.signInNew({
    grants: { ...TICKET_LEAD, ...grant("all", "calls.read", "recordings.play") },
    skillGroupIds: [house.first.id],
  });
  const ticket = await house.ticket(client, { callId, source: "call" });
  const hangUp = async () => {
    await api.voice.say(callId, { name: "leg.ended", legId, end: BYE });
  };
  const endRecording = async () => {
    const { recordingId } = await api.voice.take("start-recording", (command) => command.callId === callId);
    await api.voice.say(callId, {
      name: "recording.ended",
      recordingId,
      file: "x.wav",
      durationMs: 1_000,
      bytes: 16_058,
      sha256: "0".repeat(64),
    });
  };
  return {
    perform: { hangUp, endRecording },
    by: async (given: Pick<Case, "perform" | "changes">): Promise<Case> => ({
      as: client,
      watchers: [await onTicket(client, ticket.id)],
      ...given,
    }),
  };
}
