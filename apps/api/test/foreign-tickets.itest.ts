import { randomUUID } from "node:crypto";
import {
  allEndpoints,
  type CallInput,
  callEndpoints,
  type Endpoint,
  ticketEndpoints as e,
  type Grants,
  type Problem,
} from "@cloverdesk/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TICKET_AGENT, TICKET_LEAD, TICKET_OPS, type TicketHouse, ticketHouse } from "../src/modules/tickets/tickets.factory.ts";
import { type ApiClient, type Harness, startHarness } from "./harness.ts";

/** Whose ticket it is, seen by somebody of the first group. */
const TICKETS = ["in other hands of another group", "in a colleague's hands", "waiting in my group"] as const;
type Whose = (typeof TICKETS)[number];

/** Which of them each scope reaches. What is not reached is answered as if it did not exist, and stays as it is. */
const SCOPES: Record<string, { grants: Grants; reaches: readonly Whose[] }> = {
  own: { grants: TICKET_AGENT, reaches: ["waiting in my group"] },
  group: { grants: TICKET_LEAD, reaches: ["in a colleague's hands", "waiting in my group"] },
  all: { grants: TICKET_OPS, reaches: TICKETS },
};

/** What is out of reach does not exist; but who would claim what waited in their group a moment ago is told that somebody was first. */
const refusalOf = (id: string, whose: Whose): string =>
  whose === "in a colleague's hands" && /claim$/i.test(id) ? "tickets.claimed_by_other" : "tickets.not_found";

const NOTE = "not mine";
type Request = (ticketId: string, house: TicketHouse) => CallInput<Endpoint>;
const at = (ticketId: string, body?: unknown): CallInput<Endpoint> =>
  ({ params: { ticketId }, ...(body !== undefined && { body }) }) as CallInput<Endpoint>;

/** A request that would do something, for every endpoint that names one ticket. */
const ONE: Record<string, Request> = {
  "tickets.get": (id) => at(id),
  "tickets.track": (id) => at(id),
  "tickets.claim": (id) => at(id),
  "tickets.transfer": (id, { first }) => at(id, { to: { skillGroupId: first.id }, note: NOTE }),
  "tickets.edit": (id) => at(id, { changes: [{ code: "title", before: "退款没有到账", after: NOTE }] }),
  "tickets.act": (id) => ({ params: { ticketId: id, action: "escalate" }, body: { node: "first" } }) as CallInput<Endpoint>,
  "tickets.finish": (id) => at(id, {}),
  "tickets.reopen": (id) => at(id, { note: NOTE }),
  "tickets.urge": (id) => at(id, {}),
  "tickets.copy": (id) => at(id, { personIds: [randomUUID()] }),
  "tickets.comment": (id) => ({ params: { ticketId: id, commentId: randomUUID() }, body: { text: NOTE } }) as CallInput<Endpoint>,
  "tickets.link": (id) => at(id, { otherId: randomUUID(), as: "related" }),
  "tickets.mark": (id) => at(id, { flag: "red" }),
  "tickets.here": (id) => at(id, { tabId: "tab-of-a-stranger", doing: "viewing" }),
  "tickets.download": (id) => ({ params: { ticketId: id, fileId: randomUUID() } }) as CallInput<Endpoint>,
};
/** Several at once: each is refused by itself. */
const MANY: Record<string, Request> = {
  "tickets.bulkClaim": (id) => ({ body: { ids: [id] } }) as CallInput<Endpoint>,
  "tickets.bulkTransfer": (id, { first }) => ({ body: { ids: [id], to: { skillGroupId: first.id }, note: NOTE } }) as CallInput<Endpoint>,
  "tickets.bulkFinish": (id) => ({ body: { ids: [id] } }) as CallInput<Endpoint>,
  "tickets.bulkFlag": (id) => ({ body: { ids: [id], flag: "red" } }) as CallInput<Endpoint>,
};
/** These name a ticket that does not exist yet: a form being filled in. */
const OF_NEW_TICKETS = ["tickets.create", "tickets.keepDraft", "tickets.dropDraft"];

const endpointOf = (id: string): Endpoint => {
  const found = allEndpoints.find((each) => each.id === id);
  if (!found) throw new Error(`no endpoint ${id}`);
  return found;
};

describe("somebody else's ticket", () => {
  let api: Harness;
  let house: TicketHouse;
  const ids = {} as Record<Whose, string>;
  beforeAll(async () => {
    api = await startHarness();
    house = await ticketHouse(api);
    const [stranger, colleague] = [await house.agent(house.second.id), await house.agent()];
    for (const whose of TICKETS) ids[whose] = (await house.ticket(house.ops)).id;
    const [theirs, hers] = [ids["in other hands of another group"], ids["in a colleague's hands"]];
    await house.ops.call(e.transfer, { params: { ticketId: theirs }, body: { to: { skillGroupId: house.second.id }, note: "二线" } });
    await stranger.client.call(e.claim, { params: { ticketId: theirs } });
    await colleague.client.call(e.claim, { params: { ticketId: hers } });
  });
  afterAll(() => api.stop());

  /** All that anybody's request could have changed. */
  const traces = async (ticketId: string) => ({
    ticket: await api.db.prisma.ticket.findUnique({
      where: { id: ticketId },
      include: { content: true, people: true, marks: true, comments: true },
    }),
    present: await api.db.prisma.ticketPresence.count({ where: { ticketId } }),
    told: await api.db.prisma.event.count({ where: { entityId: ticketId } }),
  });
  const codeOf = ({ body }: { body: unknown }) => (body as Problem).code;

  it("is asked for by every endpoint that names a ticket", () => {
    const naming = allEndpoints.filter(
      ({ path }) => path.startsWith("/api/tickets/") && (path.includes(":ticketId") || path.includes("/bulk/")),
    );
    expect(Object.keys({ ...ONE, ...MANY }).sort()).toEqual(
      naming
        .map(({ id }) => id)
        .filter((id) => !OF_NEW_TICKETS.includes(id))
        .sort(),
    );
  });

  describe.each(Object.entries(SCOPES))("with scope %s", (_scope, { grants, reaches }) => {
    let client: ApiClient;
    beforeAll(async () => {
      ({ client } = await house.agent(house.first.id, grants));
    });
    const beyond = TICKETS.filter((whose) => !reaches.includes(whose));

    it.each(TICKETS)("%s is opened or does not exist, and is found accordingly", async (whose) => {
      const ticketId = ids[whose];
      const answer = await client.send(e.get, { params: { ticketId } });
      expect(answer.status).toBe(reaches.includes(whose) ? 200 : 404);
      const { no } = await api.db.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId }, select: { no: true } });
      const { items } = await client.call(e.search, { body: { text: String(no) } });
      expect(items.map(({ id }) => id).includes(ticketId)).toBe(reaches.includes(whose));
    });

    for (const whose of beyond) {
      it.each(Object.keys(ONE))(`${whose}: %s`, async (id) => {
        const granted = endpointOf(id).permission in grants;
        const before = await traces(ids[whose]);
        const answer = await client.send(endpointOf(id), ONE[id]?.(ids[whose], house));
        expect(codeOf(answer)).toBe(granted ? refusalOf(id, whose) : "auth.forbidden");
        expect(await traces(ids[whose])).toEqual(before);
      });
      it.each(Object.keys(MANY))(`${whose}: %s`, async (id) => {
        const before = await traces(ids[whose]);
        const { body } = await client.send(endpointOf(id), MANY[id]?.(ids[whose], house));
        expect(body).toMatchObject({ done: [], failed: [{ id: ids[whose], code: refusalOf(id, whose) }] });
        expect(await traces(ids[whose])).toEqual(before);
      });
      it(`${whose}: cannot be reached through a ticket of one's own, a new one, a draft or a call`, async () => {
        const before = await traces(ids[whose]);
        const mine = await house.ticket(client);
        await client.send(e.claim, { params: { ticketId: mine.id } });
        for (const as of ["related", "parent", "merge_into"] as const)
          expect(codeOf(await client.send(e.link, { params: { ticketId: mine.id }, body: { otherId: ids[whose], as } }))).toBe(
            "tickets.not_found",
          );
        await expect(house.ticket(client, { parentId: ids[whose] })).rejects.toMatchObject({ code: "tickets.not_found" });
        await expect(house.ticket(client, { id: ids[whose] })).rejects.toMatchObject({ code: "tickets.not_allowed" });
        expect(codeOf(await client.send(e.keepDraft, { params: { ticketId: ids[whose] }, body: {} }))).toBe("tickets.not_allowed");
        await client.send(e.dropDraft, { params: { ticketId: ids[whose] } });
        const call = { id: randomUUID(), number: "13800138000", source: "ticket", ticketId: ids[whose], tabId: "tab-of-a-stranger" };
        expect((await client.send(callEndpoints.dial, { body: call })).status).toBeGreaterThanOrEqual(400);
        expect(await traces(ids[whose])).toEqual(before);
      });
    }
  });
});
