import { randomUUID } from "node:crypto";
import { ticketSetupEndpoints as s, ticketEndpoints, ticketMoveEndpoints, ticketSetupPushes } from "@cloverdesk/contracts";
import { putInForce, TICKET_OPS, type TicketHouse, twoLineFlow } from "../../src/modules/tickets/tickets.factory.ts";
import type { Harness } from "../harness.ts";
import type { Case, Watcher } from "./law.ts";
import { exportsOf, fetched, openTicket } from "./parts.ts";

const name = (zh: string) => ({ zh, en: zh });
const aCode = (): string => `f_${randomUUID().slice(0, 8)}`;
const isNews = (push: { name: string }): boolean => push.name === ticketSetupPushes.changed.name;

/** Another page of operations: the whole setup, and a type's flow when one is given. */
async function onSetup(api: Harness, typeId?: string): Promise<Watcher> {
  const { client } = await api.signInNew({ grants: TICKET_OPS });
  const flow = typeId ? [fetched("flow", client, s.flow, { params: { typeId } }, isNews)] : [];
  return { page: await client.page(), parts: [fetched("setup", client, s.setup, {}, isNews), ...flow] };
}

async function byOps(api: Harness, house: TicketHouse, input: Case["input"] & object, changes = ["setup"], typeId?: string): Promise<Case> {
  return { as: house.ops, input, watchers: [await onSetup(api, typeId)], changes };
}

type Law = (api: Harness, house: TicketHouse) => Promise<Case>;

/** Every changing endpoint of the setup of tickets, moves to another flow and exports, by its id. */
export const TICKET_SETUP_LAWS: Record<string, Law> = {
  async "tickets.saveField"(api, house) {
    return byOps(api, house, { params: { code: aCode() }, body: { kind: "text", name: name("备注"), options: [], version: 0 } });
  },
  async "tickets.removeField"(api, house) {
    const code = aCode();
    await house.ops.call(s.saveField, { params: { code }, body: { kind: "text", name: name("备注"), options: [], version: 0 } });
    return byOps(api, house, { params: { code } });
  },
  async "tickets.saveType"(api, house) {
    return byOps(api, house, { params: { typeId: randomUUID() }, body: { code: aCode(), name: name("咨询"), version: 0 } });
  },
  async "tickets.orderTypes"(api, house) {
    await house.ops.call(s.saveType, { params: { typeId: randomUUID() }, body: { code: aCode(), name: name("咨询"), version: 0 } });
    const { types } = await house.ops.call(s.setup);
    return byOps(api, house, { body: { ids: types.map(({ id }) => id).reverse() } });
  },
  async "tickets.saveFlow"(api, house) {
    const typeId = await house.type(twoLineFlow(house.first.id, house.second.id));
    const { flow, revision } = await house.ops.call(s.flow, { params: { typeId } });
    return byOps(api, house, { params: { typeId }, body: { flow: { ...flow, reopenTo: "second" }, base: revision } }, ["flow"], typeId);
  },
  async "tickets.discardFlow"(api, house) {
    const { typeId, base } = await withDraft(house);
    return byOps(api, house, { params: { typeId }, body: { base } }, ["flow"], typeId);
  },
  async "tickets.publishFlow"(api, house) {
    const { typeId, base } = await withDraft(house);
    return byOps(api, house, { params: { typeId }, body: { base } }, ["flow", "setup"], typeId);
  },
  async "tickets.saveTemplate"(api, house) {
    const body = { typeId: house.typeId, version: 0, name: name("简单"), fields: [{ code: "title", required: true }] };
    return byOps(api, house, { params: { templateId: randomUUID() }, body });
  },
  async "tickets.switchTemplate"(api, house) {
    const templateId = await house.template([{ code: "title", required: true }]);
    const { templates } = await house.ops.call(s.setup);
    const { version } = templates.find(({ id }) => id === templateId)!;
    return byOps(api, house, { params: { templateId }, body: { active: false, version } });
  },
  async "tickets.orderTemplates"(api, house) {
    await house.template([{ code: "title", required: true }]);
    const { templates } = await house.ops.call(s.setup);
    const ids = templates.filter(({ typeId }) => typeId === house.typeId).map(({ id }) => id);
    return byOps(api, house, { params: { typeId: house.typeId }, body: { ids: ids.reverse() } });
  },
  async "tickets.moveToFlow"(api, house) {
    const { typeId, watcher, body } = await withNewFlow(house);
    const input = { params: { typeId, moveId: randomUUID() }, body };
    return { as: house.ops, input, after: () => api.sweep(), watchers: [watcher], changes: ["ticket"] };
  },
  async "tickets.stopMove"(api, house) {
    const { typeId, watcher, body } = await withNewFlow(house);
    const params = { typeId, moveId: randomUUID() };
    await house.ops.call(ticketMoveEndpoints.moveToFlow, { params, body });
    const { client } = await api.signInNew({ grants: TICKET_OPS });
    const move = fetched("move", client, ticketMoveEndpoints.openOnFlow, { params: { typeId } }, isNews);
    const watchers = [watcher, { page: await client.page(), parts: [move] }];
    return { as: house.ops, input: { params }, watchers, changes: ["move"] };
  },
  async "tickets.exportSize"(_api, house) {
    const { client } = await house.agent(house.first.id, TICKET_OPS);
    const watchers = [{ page: await client.page(), parts: [exportsOf(client)] }];
    return { as: client, input: { body: { source: { list: "created" } } }, watchers, changes: [], quiet: "it reads" };
  },
  async "tickets.export"(_api, house) {
    const { client } = await house.agent(house.first.id, TICKET_OPS);
    await house.ticket(client);
    const body = { source: { list: "created" }, title: "我创建的", columns: ["number", "title"] };
    const watchers = [{ page: await client.page(), parts: [exportsOf(client)] }];
    return { as: client, input: { params: { exportId: randomUUID() }, body }, watchers, changes: ["exports"] };
  },
};

/** A published type with a draft over it. */
async function withDraft(house: TicketHouse): Promise<{ typeId: string; base: string }> {
  const typeId = await house.type(twoLineFlow(house.first.id, house.second.id));
  const params = { typeId };
  const { flow, revision } = await house.ops.call(s.flow, { params });
  const draft = await house.ops.call(s.saveFlow, { params, body: { flow: { ...flow, reopenTo: "second" }, base: revision } });
  return { typeId, base: draft.revision };
}

/** An open ticket on the flow's first version, and a second version in force. */
async function withNewFlow(house: TicketHouse) {
  const flow = twoLineFlow(house.first.id, house.second.id);
  const typeId = await house.type(flow);
  const templateId = await house.template([{ code: "title", required: true }], typeId);
  const agent = await house.agent();
  const { id } = await house.ticket(agent.client, { typeId, templateId });
  const version = await putInForce(house.ops, typeId, flow);
  const page = await agent.client.page();
  await agent.client.call(ticketEndpoints.here, { params: { ticketId: id }, body: { tabId: page.tabId, doing: "viewing" } });
  const watcher: Watcher = { page, parts: [openTicket(agent.client, id)] };
  return { typeId, watcher, body: { version, mapping: [{ version: 1, node: "first", to: "first" }] } };
}
