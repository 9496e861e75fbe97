import type { Ticket, TicketListItem } from "@cloverdesk/contracts";

/** A line of a list for tests, with what differs given. */
export function aRow(given: Partial<TicketListItem> = {}): TicketListItem {
  return {
    id: "0190f3a2-0000-7000-8000-0000000000a1",
    number: 1,
    version: 1,
    title: "Broken lid",
    state: "open",
    priority: "normal",
    type: { id: "type", name: { zh: "投诉", en: "Complaint" } },
    node: { code: "work", name: { zh: "处理", en: "Work" } },
    category: null,
    customer: null,
    phone: null,
    group: null,
    handler: null,
    creator: null,
    createdAt: "2026-01-05T08:00:00.000Z",
    changedAt: "2026-01-05T08:00:00.000Z",
    finishedAt: null,
    dueAt: null,
    warnAt: null,
    values: {},
    mark: null,
    ...given,
  };
}

/** An open ticket for tests that its reader handles, with what differs given. */
export function aTicket(given: Partial<Ticket> = {}): Ticket {
  const can = { claim: false, transfer: true, edit: true, urge: true, copy: true, comment: true, finish: true };
  return {
    ...aRow(),
    source: "import",
    templateId: "0190f3a2-0000-7000-8000-0000000000a2",
    templateVersion: 1,
    flowVersion: 1,
    path: [{ code: "work", name: { zh: "处理", en: "Work" }, kind: "work" }],
    timePaused: false,
    copiedTo: [],
    parent: null,
    children: [],
    related: [],
    mergedInto: null,
    calls: [],
    numbers: [],
    callbacks: [],
    files: [],
    rights: {},
    actions: [],
    can: { ...can, reopen: false, link: true, callOut: true, callBack: true },
    ...given,
  };
}
