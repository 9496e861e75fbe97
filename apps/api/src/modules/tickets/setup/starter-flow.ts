import { type TicketFlow, ticketFlow } from "@cloverdesk/contracts";

/** What a new type begins with: who creates a ticket works on it and finishes it. */
export const starterFlow = (): TicketFlow =>
  ticketFlow.parse({
    start: "start",
    reopenTo: "start",
    nodes: [
      {
        code: "start",
        name: { zh: "处理中", en: "In progress" },
        kind: "work",
        handler: { kind: "creator" },
        fields: { title: "edit", priority: "edit", phone: "edit" },
      },
      { code: "done", name: { zh: "已完结", en: "Done" }, kind: "end", handler: { kind: "keep" }, at: { x: 400, y: 0 } },
    ],
    actions: [{ code: "finish", name: { zh: "完结", en: "Finish" }, from: "start", to: "done", primary: true }],
  });
