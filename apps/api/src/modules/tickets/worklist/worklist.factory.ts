import { agentEndpoints, type FieldValues, type Grants, type Ticket, ticketEndpoints, ticketSetupEndpoints } from "@cloverdesk/contracts";
import type { ApiClient, Harness, Page } from "../../../../test/harness.ts";
import { hotlineFactory, queueFlow } from "../../hotlines/hotlines.factory.ts";
import { TICKET_AGENT, type TicketHouse, twoLineFlow } from "../tickets.factory.ts";

export interface Caller {
  id: string;
  client: ApiClient;
  page: Page;
}

/** A type whose tickets are an outbound list, and people who call. */
export interface OutboundHouse {
  typeId: string;
  templateId: string;
  /** A number that nobody had before. */
  aNumber(): string;
  ticket(values?: FieldValues): Promise<Ticket>;
  /** Somebody of the first group, on duty with a page. */
  caller(grants?: Grants): Promise<Caller>;
}

let numbers = 0;

export async function outboundHouse(api: Harness, house: TicketHouse): Promise<OutboundHouse> {
  const typeId = await house.type(twoLineFlow(house.first.id, house.second.id));
  const type = (await house.ops.call(ticketSetupEndpoints.setup)).types.find(({ id }) => id === typeId)!;
  const { code, name, version } = type;
  await house.ops.call(ticketSetupEndpoints.saveType, { params: { typeId }, body: { code, name, version, outbound: true } });
  const templateId = await house.template([{ code: "title", required: true }, { code: "reason" }], typeId);
  await hotlineFactory(api.db, { flow: queueFlow(house.first.id, null), grantedTo: [house.first.id] });
  const aNumber = () => `+86138002${String(10_000 + ++numbers).padStart(5, "0")}`;
  return {
    typeId,
    templateId,
    aNumber,
    ticket: (values = {}) => house.ticket(house.ops, { typeId, templateId, values: { title: "回访", phone: aNumber(), ...values } }),
    async caller(grants = TICKET_AGENT) {
      const { id, client } = await house.agent(house.first.id, grants);
      const page = await client.page();
      await client.call(agentEndpoints.ask, { body: { tabId: page.tabId, state: "ready" } });
      return { id, client, page };
    },
  };
}

export const take = (client: ApiClient, body: { scope?: "all" | "mine" | "group"; order?: "due" | "priority" } = {}) =>
  client.call(ticketEndpoints.takeTask, { body });
