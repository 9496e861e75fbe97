import type { Bilingual, CallParty, Consultation, Contact, Transfer } from "@cloverdesk/contracts";
import { maskPhone, numberOrigin } from "@cloverdesk/rules/phone";
import { contactCan } from "./call.policy.ts";
import type { ConsultationRow, ContactRow, TransferRow } from "./contact.repo.ts";

/** Whether numbers are shown masked, and whether this installation lets agents see the whole number all the same. */
export interface Masking {
  on: boolean;
}

/** A row as the page of the part's person gets it. */
export function presentContact(row: ContactRow, masking: Masking): Contact {
  const leg = legOf(row.legState);
  const rang = row.began === "dialed" ? row.alertedAt : row.partStartedAt;
  return {
    id: row.id,
    version: row.version,
    direction: row.direction as Contact["direction"],
    source: row.source as Contact["source"],
    state: stateFor(row),
    ...shownNumber(row.number, masking),
    origin: numberOrigin(row.number),
    customer: row.customer,
    hotline: row.hotlineNumber ? { number: row.hotlineNumber, name: row.hotlineName ?? sameInBoth(row.hotlineNumber) } : null,
    skillGroup: row.skillGroupId ? { id: row.skillGroupId, name: row.skillGroupName ?? sameInBoth("") } : null,
    ivrPath: row.ivrPath as unknown as Contact["ivrPath"],
    ...presentWaits(row),
    startedAt: row.startedAt.toISOString(),
    queuedAt: iso(waitBegan(row)),
    ringingAt: iso(rang),
    answeredAt: iso(row.answeredAt),
    endedAt: iso(row.partEndedAt),
    // The file is completed some time after the talk: by then nothing is recorded any more.
    recording: row.recording && row.partState !== "ended",
    trouble: row.trouble as Contact["trouble"],
    result: row.result as Contact["result"],
    endedBy: row.endedBy as Contact["endedBy"],
    cause: row.sipStatus === null && row.q850 === null ? null : { sipStatus: row.sipStatus, q850: row.q850 },
    lastContact: row.last ? { at: new Date(row.last.at).toISOString(), text: row.last.summary ?? "" } : null,
    transfers: row.transfers.map((transfer) => presentTransfer(transfer, masking)),
    consultations: row.consultations.map(presentConsultation),
    parties: presentParties(row, masking),
    part: {
      id: row.partId,
      role: row.role as Contact["part"]["role"],
      state: row.partState as Contact["part"]["state"],
      began: row.began as Contact["part"]["began"],
      outcome: row.outcome as Contact["part"]["outcome"],
      ringEndsAt: iso(row.ringEndsAt),
      heldAt: iso(row.heldAt),
      muted: row.muted,
      keysSent: row.keysSent,
      leg,
      summaryState: row.summaryState as Contact["part"]["summaryState"],
    },
    can: contactCan(row, { state: row.partState, role: row.role, outcome: row.outcome }, leg === "up", row.inCall),
  };
}

/** A colleague who is consulted is rung while the customer is on hold. */
function stateFor({ state, role, partState }: ContactRow): Contact["state"] {
  if (partState === "ended") return "ended";
  return role === "consulted" && partState === "ringing" ? "ringing" : (state as Contact["state"]);
}

/** Who is in the call, the customer first; the same for everybody. Empty when it is over. */
function presentParties({ state, inCall }: ContactRow, masking: Masking): CallParty[] {
  if (state === "ended") return [];
  const agentsTalk = inCall.some((part) => part.role === "consulted" && part.state === "talking") && state !== "talking";
  const customer = { kind: "customer", person: null, outside: null, state: customerState(state, inCall) } as const;
  return [
    customer,
    ...inCall.map(
      ({ role, state: part, personId, personName, number }): CallParty => ({
        kind: personId === null ? "outside" : "person",
        person: personId === null ? null : { id: personId, name: personName ?? "" },
        outside: number === null ? null : shownNumber(number, masking),
        state: part === "ringing" || part === "dialing" ? "ringing" : role === "consulted" && !agentsTalk ? "on_hold" : "talking",
      }),
    ),
  ];
}

/** Who waits in a queue, or while somebody is rung, hears music; a customer who is called is rung themself. */
function customerState(state: string, inCall: ContactRow["inCall"]): CallParty["state"] {
  if (state === "left") return "left";
  if (state === "dialing" || state === "alerting") return "ringing";
  return state === "talking" || (state === "in_ivr" && inCall.length === 0) ? "talking" : "on_hold";
}

/**
 * When the customer began to wait for this party: a later wait, after a transfer, was for somebody else. Nobody waited for a colleague who was asked, nor for one
 * who took the customer over after that.
 */
function waitBegan({ role, partStartedAt, queuedAt, answeredAt, hops, consultations }: ContactRow): Date | null {
  const completedAt = consultations.flatMap(({ outcome, endedAt }) => (outcome === "completed" && endedAt ? [Date.parse(endedAt)] : []));
  if (role === "consulted" || completedAt.includes(partStartedAt.getTime())) return null;
  if (!queuedAt || !answeredAt || queuedAt <= answeredAt) return queuedAt;
  const hop = hops.findLast(({ enteredAt }) => new Date(enteredAt) <= answeredAt);
  return hop ? new Date(hop.enteredAt) : null;
}

/** What has no name in either language, e.g. a hotline that is gone. */
export const sameInBoth = (text: string): Bilingual => ({ zh: text, en: text });

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const isoText = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The number as this person may see it; `numberFull` is null when it is masked. */
export function shownNumber(number: string, masking: Masking): { number: string; numberFull: string | null } {
  return masking.on ? { number: maskPhone(number), numberFull: null } : { number, numberFull: number };
}

export const presentTransfer = (row: TransferRow, masking: Masking): Transfer => ({
  id: row.id,
  partId: row.partId,
  from: { id: row.fromId, name: row.fromName },
  to: {
    person: row.toPersonId ? { id: row.toPersonId, name: row.toPersonName ?? "" } : null,
    skillGroup: row.toGroupId ? { id: row.toGroupId, name: row.toGroupName ?? sameInBoth("") } : null,
    outside: row.toNumber === null ? null : shownNumber(row.toNumber, masking),
  },
  note: row.note,
  at: new Date(row.at).toISOString(),
  state: row.state as Transfer["state"],
  endedAt: isoText(row.endedAt),
  failure: row.failure as Transfer["failure"],
  takenBy: row.takenById ? { id: row.takenById, name: row.takenByName ?? "" } : null,
});

export const presentConsultation = (row: ConsultationRow): Consultation => ({
  id: row.id,
  partId: row.partId,
  asker: { id: row.askerId, name: row.askerName },
  colleague: { id: row.colleagueId, name: row.colleagueName },
  note: row.note,
  at: new Date(row.at).toISOString(),
  state: row.state as Consultation["state"],
  answeredAt: isoText(row.answeredAt),
  endedAt: isoText(row.endedAt),
  outcome: row.outcome as Consultation["outcome"],
});

/** Queue hops and offers with names and waits. */
export function presentWaits(row: Pick<ContactRow, "hops" | "offers">): Pick<Contact, "hops" | "offers"> {
  return {
    hops: row.hops.map((hop) => ({
      skillGroup: { id: hop.groupId, name: hop.groupName },
      enteredAt: new Date(hop.enteredAt).toISOString(),
      leftAt: isoText(hop.leftAt),
      waitMs: hop.leftAt ? Date.parse(hop.leftAt) - Date.parse(hop.enteredAt) : null,
      left: hop.how as Contact["hops"][number]["left"],
      why: hop.why as Contact["hops"][number]["why"],
    })),
    offers: row.offers.map((offer) => ({
      agent: { id: offer.personId, name: offer.personName },
      at: new Date(offer.at).toISOString(),
      outcome: offer.outcome as Contact["offers"][number]["outcome"],
    })),
  };
}

function legOf(state: string | null): Contact["part"]["leg"] {
  if (state === "up" || state === "lost") return state;
  return state === null || state === "ended" ? "none" : "connecting";
}
