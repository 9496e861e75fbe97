import { categoryId } from "./categories.ts";
import { type Chance, chance, idOf } from "./chance.ts";
import { CUSTOMER_COUNT, customerId, customerNumber } from "./customers.ts";
import { MAIN_FLOW } from "./flows.ts";
import { flowId, HOTLINES, hotlineId } from "./hotlines.ts";
import { agentId } from "./identity.ts";
import { callMoments } from "./moments.ts";
import { GROUPS, type GroupCode, groupId } from "./routing.ts";
import { STORIES } from "./stories.ts";
import type { Row } from "./table.ts";

export const CALL_COUNT = 20_000;
const DAYS = 60;

/** Weights of what becomes of a call. */
const INBOUND = { answered: 850, abandoned_in_queue: 70, abandoned_in_ivr: 45, abandoned_ringing: 20, ended_by_flow: 15 } as const;
const OUTBOUND = { answered: 620, no_answer: 180, busy: 80, refused: 40, invalid_number: 30, unreachable: 30, cancelled: 20 } as const;
type Result = keyof typeof INBOUND | keyof typeof OUTBOUND;
/** SIP status and Q.850 cause with which the network says so. */
const CAUSES: Partial<Record<Result, [sip: number, q850: number]>> = {
  no_answer: [480, 19],
  busy: [486, 17],
  refused: [603, 21],
  invalid_number: [404, 1],
  unreachable: [480, 20],
  cancelled: [487, 16],
};

/** What belongs to calls, by table. */
export interface CallTables {
  [table: string]: Row[];
  call: Row[];
  call_part: Row[];
  leg: Row[];
  queue_hop: Row[];
  call_offer: Row[];
  hold: Row[];
  summary: Row[];
}

/** 20,000 past calls of the last 60 days, none of today. No agent is in two calls at once. */
export function callRows(now: Date): CallTables {
  const luck = chance(20_260_302);
  const tables: CallTables = { call: [], call_part: [], leg: [], queue_hop: [], call_offer: [], hold: [], summary: [] };
  const freeAt = new Map<number, number>();
  callMoments(luck, now, DAYS, CALL_COUNT).forEach((at, i) => {
    const call = luck.happens(0.82) ? inbound(luck, at) : outbound(luck, at);
    const agent = freeAgent(luck, GROUPS[call.group].agents, freeAt, at);
    if (agent === undefined) nobodyFree(luck, call);
    const times = timesOf(call);
    const withAgent = call.direction === "outbound" || call.result === "answered" || call.result === "abandoned_ringing";
    if (withAgent && agent !== undefined) freeAt.set(agent, times.ended + call.wrapUp);
    write(tables, luck, i, call, times, withAgent ? agent : undefined);
  });
  return tables;
}

interface Made {
  direction: "inbound" | "outbound";
  result: Result;
  at: number;
  group: GroupCode;
  hotline: (typeof HOTLINES)[number];
  /** Key pressed in the menu; null without a menu or without a key. */
  key: string | null;
  ivr: number;
  wait: number;
  ring: number;
  talk: number;
  hold: number;
  wrapUp: number;
}

function inbound(luck: Chance, at: number): Made {
  const hotline = luck.pick([...HOTLINES.slice(0, 1), ...HOTLINES.slice(0, 1), ...HOTLINES.slice(0, 4)]);
  const second = hotline.groups.length > 1 && luck.happens(0.45);
  const result = luck.weighted(INBOUND);
  const talked = result === "answered";
  const hold = talked && luck.happens(0.12) ? luck.duration(35_000) : 0;
  return {
    direction: "inbound",
    result,
    at,
    group: hotline.groups[second ? 1 : 0]!,
    hotline,
    key: hotline.groups.length === 1 || result === "abandoned_in_ivr" ? null : second ? "2" : luck.happens(0.9) ? "1" : null,
    ivr: hotline.groups.length > 1 ? luck.whole(5_000, 22_000) : luck.whole(800, 2_000),
    wait: luck.happens(0.55) ? luck.whole(300, 1_500) : luck.duration(24_000, 0.9),
    ring: luck.duration(4_500, 0.4),
    talk: talked ? luck.duration(150_000, 0.7) + hold : 0,
    hold,
    wrapUp: luck.duration(28_000, 0.5),
  };
}

function outbound(luck: Chance, at: number): Made {
  const hotline = HOTLINES[luck.happens(0.5) ? 4 : luck.whole(0, 3)]!;
  const result = luck.weighted(OUTBOUND);
  return {
    direction: "outbound",
    result,
    at,
    group: hotline.groups[hotline.groups.length > 1 && luck.happens(0.5) ? 1 : 0]!,
    hotline,
    key: null,
    ivr: 0,
    wait: 0,
    ring: result === "no_answer" ? luck.whole(30_000, 45_000) : luck.duration(9_000, 0.5),
    talk: result === "answered" ? luck.duration(110_000, 0.7) : 0,
    hold: 0,
    wrapUp: luck.duration(20_000, 0.5),
  };
}

/** An agent of the group who is free at that moment, or undefined when all are busy. */
function freeAgent(luck: Chance, agents: readonly number[], freeAt: Map<number, number>, at: number): number | undefined {
  const free = agents.filter((number) => (freeAt.get(number) ?? 0) < at);
  return free.length > 0 ? luck.pick(free) : undefined;
}

/** The result of a call without a free agent: the caller abandons the queue; a call out is not placed. */
function nobodyFree(luck: Chance, call: Made): void {
  if (call.direction === "outbound") Object.assign(call, inbound(luck, call.at));
  if (call.result === "answered" || call.result === "abandoned_ringing")
    Object.assign(call, { result: "abandoned_in_queue", wait: luck.whole(30_000, 150_000), talk: 0, hold: 0 });
}

interface Times {
  queued: number | null;
  ringing: number | null;
  answered: number | null;
  ended: number;
}

function timesOf({ direction, result, at, ivr, wait, ring, talk }: Made): Times {
  if (direction === "outbound") {
    const answered = result === "answered" ? at + ring : null;
    return { queued: null, ringing: result === "invalid_number" ? null : at + 1_200, answered, ended: at + ring + talk };
  }
  if (result === "abandoned_in_ivr" || result === "ended_by_flow") return { queued: null, ringing: null, answered: null, ended: at + ivr };
  const queued = at + ivr;
  if (result === "abandoned_in_queue") return { queued, ringing: null, answered: null, ended: queued + wait };
  const ringing = queued + wait;
  return { queued, ringing, answered: result === "answered" ? ringing + ring : null, ended: ringing + ring + talk };
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function write(tables: CallTables, luck: Chance, i: number, call: Made, times: Times, agent: number | undefined): void {
  const id = idOf("call", i);
  const customer = luck.happens(0.88) ? luck.whole(0, CUSTOMER_COUNT - 1) : null;
  const number = customer === null ? `+86138001${luck.whole(33_000, 37_999)}` : customerNumber(customer);
  const person = agent === undefined ? null : agentId(agent);
  const summarized = person !== null && (times.answered !== null || call.direction === "outbound");
  const by = endedBy(luck, call.result);
  const [sipStatus, q850] = CAUSES[call.result] ?? [null, null];
  tables.call.push({
    id,
    version: 8,
    direction: call.direction,
    source: call.direction === "inbound" ? "hotline" : "dialpad",
    state: "ended",
    result: call.result,
    ended_by: by,
    sip_status: sipStatus,
    q850,
    number,
    customer_id: customer === null ? null : customerId(customer),
    hotline_id: hotlineId(call.hotline.number),
    hotline_number: call.hotline.number,
    skill_group_id: times.queued !== null || call.direction === "outbound" ? groupId(call.group) : null,
    customer_leg_id: idOf("trunk leg", i),
    started_at: iso(call.at),
    queued_at: iso(times.queued),
    alerted_at: call.direction === "outbound" ? iso(times.ringing) : null,
    answered_at: iso(times.answered),
    ended_at: iso(times.ended),
    ivr_ms: call.ivr,
    wait_ms: times.queued === null ? 0 : (times.ringing ?? times.ended) - times.queued,
    talk_ms: call.talk,
    fact_seq: 0,
    ivr_flow_id: call.hotline.flow && call.direction === "inbound" ? flowId(call.hotline.flow) : null,
    ivr_version: call.hotline.flow && call.direction === "inbound" ? 1 : null,
    ivr_path: call.direction === "inbound" ? pathOf(call) : [],
  });
  if (person !== null) writePart(tables, i, id, call, times, person, { by, summarized });
  writeLegs(tables, i, id, call, times, number, person);
  if (times.queued !== null) writeWait(tables, i, id, call, times, person);
  if (call.hold > 0 && times.answered !== null) {
    const start = times.answered + Math.round((call.talk - call.hold) / 2);
    tables.hold.push({ id: idOf("hold", i), part_id: partId(i), start: iso(start), end: iso(start + call.hold) });
  }
  if (summarized) writeSummary(tables, luck, partId(i), call, times, person);
}

const partId = (i: number): string => idOf("part", i);

/** The agent's side of the call. A caller who left while it rang leaves a ring that nobody answered. */
function writePart(
  tables: CallTables,
  i: number,
  id: string,
  call: Made,
  times: Times,
  person: string,
  { by, summarized }: { by: string; summarized: boolean },
): void {
  const rang = call.direction === "inbound" ? times.ringing : null;
  const ringing = times.ringing === null ? 0 : (times.answered ?? times.ended) - times.ringing;
  tables.call_part.push({
    id: partId(i),
    call_id: id,
    role: "agent",
    state: "ended",
    person_id: person,
    skill_group_id: groupId(call.group),
    leg_id: times.answered !== null ? idOf("agent leg", i) : null,
    began: rang === null ? "dialed" : "offered",
    outcome: call.result === "abandoned_ringing" ? "withdrawn" : by === "agent" ? "hung_up" : "call_ended",
    call_started_at: iso(call.at),
    started_at: iso(rang ?? call.at),
    answered_at: iso(times.answered),
    ended_at: iso(times.ended),
    wrap_up_ended_at: summarized ? iso(times.ended + call.wrapUp) : null,
    ring_ms: ringing,
    hold_ms: call.hold,
    wrap_up_ms: summarized ? call.wrapUp : null,
    summary_state: summarized ? "saved" : "none",
  });
}

function endedBy(luck: Chance, result: Result): string {
  if (result === "answered") return luck.happens(0.7) ? "customer" : "agent";
  if (result === "ended_by_flow") return "system";
  if (result === "cancelled") return "agent";
  if (result === "invalid_number" || result === "unreachable") return "carrier";
  return "customer";
}

function writeLegs(tables: CallTables, i: number, id: string, call: Made, times: Times, party: string, person: string | null): void {
  const ended = { call_id: id, state: "ended", codec: "PCMU", ended_at: iso(times.ended) };
  const [sipStatus, q850] = CAUSES[call.result] ?? [null, null];
  const heard = call.direction === "inbound" ? call.at : times.answered;
  const byRemote = call.result !== "cancelled" && call.result !== "ended_by_flow";
  tables.leg.push({
    ...ended,
    id: idOf("trunk leg", i),
    kind: "trunk",
    party,
    person_id: null,
    started_at: iso(call.at),
    answered_at: iso(heard),
    ended_by: byRemote ? "remote" : "local",
    sip_status: sipStatus,
    q850,
  });
  if (!person || times.answered === null) return;
  tables.leg.push({
    ...ended,
    id: idOf("agent leg", i),
    kind: "agent",
    party: "browser",
    person_id: person,
    started_at: iso(times.ringing ?? call.at),
    answered_at: iso(times.answered),
    ended_by: "local",
    sip_status: null,
    q850: null,
  });
}

function writeWait(tables: CallTables, i: number, id: string, call: Made, times: Times, person: string | null): void {
  const left = times.answered ?? times.ended;
  tables.queue_hop.push({
    id: idOf("hop", i),
    call_id: id,
    skill_group_id: groupId(call.group),
    entered_at: iso(times.queued),
    left_at: iso(left),
    how: call.result === "answered" ? "answered" : "abandoned",
  });
  if (!person || times.ringing === null) return;
  const outcome = call.result === "answered" ? "answered" : "withdrawn";
  tables.call_offer.push({ id: idOf("offer", i), call_id: id, person_id: person, at: iso(times.ringing), ended_at: iso(left), outcome });
}

function writeSummary(tables: CallTables, luck: Chance, part: string, call: Made, times: Times, person: string | null): void {
  const reached = times.answered !== null;
  const { category, issue, solution } = luck.pick(STORIES[call.group]);
  tables.summary.push({
    part_id: part,
    version: 3,
    state: "saved",
    category_id: categoryId(category),
    issue: reached ? issue : "回访客户，未接通。",
    solution: reached ? solution : "稍后再次联系。",
    result: reached ? luck.weighted({ resolved: 78, follow_up: 13, escalated: 5, no_need: 4 }) : "unreached",
    custom: {},
    updated_at: iso(times.ended + call.wrapUp),
    saved_at: iso(times.ended + call.wrapUp),
    by_id: person,
  });
}

function pathOf({ at, ivr, key, group, hotline, result }: Made): Row[] {
  const step = (nodeId: string, after: number, input: string | null): Row => {
    const node = MAIN_FLOW.nodes.find((n) => n.id === nodeId)!;
    return { nodeId, kind: node.kind, title: node.title, input, at: iso(at + after) };
  };
  const first = step("hours", 0, "yes");
  if (hotline.groups.length === 1) return [first];
  const menu = step("open", Math.round(ivr * 0.9), key);
  return result === "abandoned_in_ivr" || result === "ended_by_flow"
    ? [first, menu]
    : [first, menu, step(group === "orders" ? "orders" : "after_sales", ivr, null)];
}
