import { chance, idOf } from "./chance.ts";
import { agentId, personId } from "./identity.ts";
import { groupId } from "./routing.ts";
import type { Row } from "./table.ts";
import { ticketTypeId } from "./tickets.ts";

const MINUTE_MS = 60_000;
/** Promised to customers of agent26 and agent27, minutes from now: one is due, the others come during the day and the next one. */
const MINE = [
  { agent: 26, minutes: -12, note: "上午在开会，请现在打来" },
  { agent: 26, minutes: 95, note: "下班后再联系" },
  { agent: 26, minutes: 1_445, note: "明天同一时间" },
  { agent: 27, minutes: -4, note: "要先看一下订单" },
  { agent: 27, minutes: 240, note: "" },
] as const;
/** For whoever of the outbound group is free. */
const OF_GROUP = [
  { minutes: 180, note: "谁有空谁打，客户只问进度" },
  { minutes: 1_500, note: "明天下午方便" },
] as const;

interface Promised {
  agent: number | null;
  minutes: number;
  note: string;
}

/** Callbacks of the outbound team, on tickets of `tickets` that they have or that wait for them. */
export function callbackRows(now: Date, tickets: readonly Row[]): Record<string, Row[]> {
  const luck = chance(20_261_201);
  const toCall = tickets.filter(
    ({ type_id, state, node, phone }) => type_id === ticketTypeId("visit") && state === "open" && node === "first_line" && phone,
  );
  const numbers = new Set<unknown>();
  const promised: Promised[] = [...MINE, ...OF_GROUP.map((each) => ({ ...each, agent: null }))];
  const callback = promised.flatMap(({ agent, minutes, note }, n): Row[] => {
    const handler = agent === null ? null : agentId(agent);
    const ticket = toCall.find(
      ({ id, phone, handler_id, group_id }) =>
        !numbers.has(phone) && !numbers.has(id) && handler_id === handler && group_id === groupId("outbound"),
    );
    if (!ticket) return [];
    numbers.add(ticket.phone).add(ticket.id);
    const at = now.getTime() - luck.whole(60, 300) * MINUTE_MS;
    return [
      {
        id: idOf("callback", n),
        ticket_id: ticket.id,
        customer_id: ticket.customer_id,
        number: ticket.phone,
        person_id: handler,
        group_id: ticket.group_id,
        due_at: new Date(now.getTime() + minutes * MINUTE_MS).toISOString(),
        note,
        source: "ticket",
        created_by: handler ?? personId("lead2@demo.test"),
        created_at: new Date(at).toISOString(),
      },
    ];
  });
  return { callback };
}
