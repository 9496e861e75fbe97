import type { Consultation, Contact, callEndpoints, Output } from "@cloverdesk/contracts";

/** A contact for tests: an inbound call being talked on, with what differs given. */
export function aContact(given: Partial<Contact> = {}): Contact {
  return {
    id: "0190f3a2-0000-7000-8000-000000000001",
    version: 1,
    direction: "inbound",
    source: "hotline",
    state: "talking",
    number: "+8613800138000",
    numberFull: "+8613800138000",
    origin: { region: null, carrier: null },
    customer: null,
    hotline: null,
    skillGroup: null,
    ivrPath: [],
    hops: [],
    offers: [],
    startedAt: "2026-01-05T08:00:00.000Z",
    queuedAt: null,
    ringingAt: null,
    answeredAt: null,
    endedAt: null,
    recording: false,
    trouble: null,
    result: null,
    endedBy: null,
    cause: null,
    lastContact: null,
    transfers: [],
    consultations: [],
    parties: [],
    part: aPart(),
    can: {
      answer: false,
      mute: true,
      hold: true,
      resume: false,
      keypad: true,
      transfer: true,
      consult: true,
      swap: false,
      goBack: false,
      complete: false,
      hangUp: true,
      summarize: true,
    },
    ...given,
  };
}

/** My part of it, with what differs given. */
export function aPart(given: Partial<Contact["part"]> = {}): Contact["part"] {
  return {
    id: "0190f3a2-0000-7000-8000-000000000002",
    role: "agent",
    state: "talking",
    began: "offered",
    outcome: null,
    ringEndsAt: null,
    heldAt: null,
    muted: false,
    keysSent: "",
    leg: "none",
    summaryState: "none",
    ...given,
  };
}

/** A question of Siyuan to Yutong, with what differs given. */
export function aConsultation(given: Partial<Consultation> = {}): Consultation {
  return {
    id: "0190f3a2-0000-7000-8000-000000000003",
    partId: aPart().id,
    asker: { id: "0190f3a2-0000-7000-8000-000000000004", name: "Siyuan" },
    colleague: { id: "0190f3a2-0000-7000-8000-000000000005", name: "Yutong" },
    note: "",
    at: "2026-01-05T08:00:30.000Z",
    state: "with_colleague",
    answeredAt: "2026-01-05T08:00:35.000Z",
    endedAt: null,
    outcome: null,
    ...given,
  };
}

/** The workbench with these contacts, in service or ended by their state. */
export function aWorkbench(...contacts: Contact[]): Output<typeof callEndpoints.workbench> {
  return {
    inService: contacts.filter(({ state }) => state !== "ended"),
    ended: contacts.filter(({ state }) => state === "ended"),
    waiting: [],
  };
}
