import { randomUUID } from "node:crypto";
import {
  type FieldValues,
  type Grants,
  type NewTicket,
  type Ticket,
  type TicketFlow,
  ticketEndpoints,
  ticketEvents,
  ticketFlow,
  ticketSetupEndpoints,
} from "@cloverdesk/contracts";
import { FOLD_VERSION } from "@cloverdesk/rules/text";
import type { ApiClient, Harness } from "../../../test/harness.ts";
import { transaction } from "../../platform/db/transaction.ts";
import { skillGroupFactory } from "../groups/groups.factory.ts";
import { AGENT_GRANTS, grant, LEAD_GRANTS } from "../identity/identity.factory.ts";
import { insertContents, insertTickets } from "./import/import.repo.ts";

export const TICKET_AGENT: Grants = {
  ...AGENT_GRANTS,
  ...grant("own", "tickets.read", "tickets.create", "tickets.work", "callbacks.work"),
};
export const TICKET_LEAD: Grants = {
  ...LEAD_GRANTS,
  ...grant(
    "group",
    "tickets.read",
    "tickets.create",
    "tickets.work",
    "tickets.reopen",
    "tickets.share_views",
    "tickets.export",
    "callbacks.work",
  ),
};
export const TICKET_OPS: Grants = grant(
  "all",
  "tickets.read",
  "tickets.create",
  "tickets.work",
  "tickets.reopen",
  "tickets.share_views",
  "tickets.export",
  "tickets.configure",
);

const name = (text: string) => ({ zh: text, en: text });

/** A flow of two lines: the first group takes it, may escalate to the second, each may finish. */
export function twoLineFlow(firstGroupId: string, secondGroupId: string, more: Partial<TicketFlow> = {}): TicketFlow {
  return ticketFlow.parse({
    start: "first",
    reopenTo: "first",
    nodes: [
      {
        code: "first",
        name: name("一线处理"),
        kind: "work",
        handler: { kind: "skill_group", skillGroupId: firstGroupId },
        fields: { title: "edit", priority: "edit", reason: "edit", amount: "edit", result: "edit" },
        callOut: true,
        limit: { minutes: 60, warnMinutes: 15 },
        whenOverdue: "escalate",
      },
      {
        code: "second",
        name: name("二线处理"),
        kind: "work",
        handler: { kind: "skill_group", skillGroupId: secondGroupId },
        fields: { result: "required" },
      },
      { code: "done", name: name("已完结"), kind: "end", handler: { kind: "keep" } },
    ],
    actions: [
      {
        code: "escalate",
        name: name("升级二线"),
        from: "first",
        to: "second",
        noteRequired: false,
        form: [{ code: "reason", required: false }],
      },
      { code: "solve", name: name("解决"), from: "first", to: "done", primary: true },
      { code: "solve", name: name("解决"), from: "second", to: "done", primary: true, form: [{ code: "result", required: true }] },
    ],
    ...more,
  });
}

/** Saves a flow over the latest and publishes it; answers its version. */
export async function putInForce(ops: ApiClient, typeId: string, flow: TicketFlow): Promise<number> {
  const params = { typeId };
  const latest = await ops.call(ticketSetupEndpoints.flow, { params });
  const draft = await ops.call(ticketSetupEndpoints.saveFlow, { params, body: { flow, base: latest.revision } });
  return (await ops.call(ticketSetupEndpoints.publishFlow, { params, body: { base: draft.revision } })).version;
}

export interface TicketHouse {
  ops: ApiClient;
  first: { id: string; name: string };
  second: { id: string; name: string };
  typeId: string;
  templateId: string;
  /** Makes a type with this flow in force; answers its id. */
  type(flow: TicketFlow): Promise<string>;
  /** Makes a template, of the house's type when no other is named; answers its id. */
  template(fields: { [key: string]: unknown; code: string }[], typeId?: string): Promise<string>;
  /** Creates a ticket as this person. */
  ticket(as: ApiClient, given?: Partial<NewTicket> & { values?: FieldValues; id?: string }): Promise<Ticket>;
  /** Somebody of the first group (or the one named), signed in. */
  agent(groupId?: string, grants?: Grants): Promise<{ id: string; client: ApiClient }>;
}

/** Fields, a type with a published flow and a template, made by operations over HTTP. */
export async function ticketHouse(api: Harness): Promise<TicketHouse> {
  const { client: ops } = await api.signInNew({ grants: TICKET_OPS, displayName: "运营" });
  const [first, second] = [await skillGroupFactory(api.db), await skillGroupFactory(api.db)];
  const select = (...codes: string[]) => codes.map((code) => ({ code, name: name(code), active: true }));
  const fields = {
    reason: { kind: "select", options: select("broken", "late", "wrong"), indexed: true },
    amount: { kind: "money", indexed: true },
    result: { kind: "text" },
    tags: { kind: "multi_select", options: select("a", "b", "c") },
    photos: { kind: "attachment" },
    bank: { kind: "text" },
  } as const;
  for (const [code, field] of Object.entries(fields))
    await ops.call(ticketSetupEndpoints.saveField, {
      params: { code },
      body: { ...field, options: "options" in field ? [...field.options] : [], name: name(code), version: 0 },
    });
  const type = async (flow: TicketFlow): Promise<string> => {
    const typeId = randomUUID();
    await ops.call(ticketSetupEndpoints.saveType, {
      params: { typeId },
      body: { code: `type_${typeId.slice(0, 8)}`, name: name("售后"), version: 0 },
    });
    await putInForce(ops, typeId, flow);
    return typeId;
  };
  const typeId = await type(twoLineFlow(first.id, second.id));
  const template: TicketHouse["template"] = async (fields, of = typeId) => {
    const templateId = randomUUID();
    await ops.call(ticketSetupEndpoints.saveTemplate, {
      params: { templateId },
      body: { typeId: of, version: 0, name: name("标准"), fields: fields as never },
    });
    return templateId;
  };
  const form = [
    { code: "title", required: true },
    { code: "reason" },
    { code: "amount", visibleWhen: [{ code: "reason", is: "any_of" as const, values: ["broken", "wrong"] }] },
    { code: "tags" },
    { code: "photos" },
    { code: "bank" },
  ];
  const templateId = await template(form);
  return {
    ops,
    first,
    second,
    typeId,
    templateId,
    type,
    template,
    ticket: (as, { id = randomUUID(), ...given } = {}) =>
      as.call(ticketEndpoints.create, {
        params: { ticketId: id },
        body: { typeId, templateId, ...given, values: { title: "退款没有到账", ...given.values } },
      }),
    async agent(groupId = first.id, grants = TICKET_AGENT) {
      const { person, client } = await api.signInNew({ grants, skillGroupIds: [groupId] });
      return { id: person.id, client };
    },
  };
}

/** Tickets like this one, as a chunk of an import creates them: in one transaction, each with its event. */
export async function importedLike(api: Harness, ticketId: string, count: number): Promise<string[]> {
  const model = await api.db.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId }, include: { content: true } });
  const { no: _, version: __, content, ...copied } = model;
  const fields = (content?.fields ?? {}) as FieldValues;
  const ids = Array.from({ length: count }, () => randomUUID());
  await transaction(api.db, null, api.clock.now(), async (tx) => {
    const numbers = await insertTickets(
      tx,
      ids.map((id) => ({ ...copied, id, source: "import" })),
    );
    const folded = { search: "", values: {}, version: FOLD_VERSION };
    await insertContents(
      tx,
      ids.map((id) => ({ ticketId: id, no: numbers.get(id) ?? 0n, fields, folded })),
    );
    for (const entityId of ids)
      tx.record(ticketEvents.imported, { entityId, data: { changes: [], waitedIn: null, waitsIn: copied.groupId } });
  });
  return ids;
}
