import type { TicketMention } from "@cloverdesk/contracts";
import type { Actor } from "../../platform/http/actor.ts";
import { port } from "../../platform/port.ts";

/** Tickets linked to a call, as this reader may see them. The tickets module provides this. */
export const linkedTickets = port<(actor: Actor, callId: string) => Promise<TicketMention[]>>(async () => []);

/** Numbers of the tickets linked to these calls, by call id. Empty for a reader without permission for tickets. The tickets module provides this. */
export const ticketNumbers = port<(actor: Actor, callIds: string[]) => Promise<Map<string, number[]>>>(async () => new Map());
