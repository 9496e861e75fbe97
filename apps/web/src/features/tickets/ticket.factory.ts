import type { TicketListItem } from "@cloverdesk/contracts";

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
