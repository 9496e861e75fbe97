export * from "./agents.ts";
export * from "./calls.ts";
export * from "./calls-work.ts";
export * from "./customers.ts";
export * from "./errors.ts";
export * from "./exports.ts";
export * from "./hotlines.ts";
export * from "./identity.ts";
export * from "./ivr.ts";
export * from "./kernel/endpoint.ts";
export * from "./kernel/paging.ts";
export * from "./kernel/push.ts";
export * from "./kernel/shapes.ts";
export * from "./kernel/state-table.ts";
export * from "./notifications.ts";
export * from "./permissions.ts";
export * from "./realtime.ts";
export * from "./routing.ts";
export * from "./tickets.ts";
export * from "./tickets-categories.ts";
export * from "./tickets-export.ts";
export * from "./tickets-fields.ts";
export * from "./tickets-filter.ts";
export * from "./tickets-flow.ts";
export * from "./tickets-mention.ts";
export * from "./tickets-move.ts";
export * from "./tickets-setup.ts";
export * from "./tickets-usage.ts";
export * from "./tickets-work.ts";
export * from "./voice.ts";

import { agentEndpoints } from "./agents.ts";
import { callEndpoints } from "./calls-work.ts";
import { customerEndpoints } from "./customers.ts";
import { exportEndpoints } from "./exports.ts";
import { identityEndpoints } from "./identity.ts";
import type { Endpoint } from "./kernel/endpoint.ts";
import { notificationEndpoints } from "./notifications.ts";
import { routingEndpoints } from "./routing.ts";
import { ticketCategoryEndpoints } from "./tickets-categories.ts";
import { ticketExportEndpoints } from "./tickets-export.ts";
import { ticketMoveEndpoints } from "./tickets-move.ts";
import { ticketSetupEndpoints } from "./tickets-setup.ts";
import { ticketUsageEndpoints } from "./tickets-usage.ts";
import { ticketEndpoints } from "./tickets-work.ts";

/** Every endpoint there is, by module: what OpenAPI lists and what the permission matrix tests. */
export const ENDPOINTS = {
  identity: identityEndpoints,
  exports: exportEndpoints,
  customers: customerEndpoints,
  routing: routingEndpoints,
  agents: agentEndpoints,
  calls: callEndpoints,
  ticketCategories: ticketCategoryEndpoints,
  ticketSetup: ticketSetupEndpoints,
  ticketMove: ticketMoveEndpoints,
  ticketUsage: ticketUsageEndpoints,
  tickets: ticketEndpoints,
  ticketExports: ticketExportEndpoints,
  notifications: notificationEndpoints,
} as const;
export const allEndpoints: Endpoint[] = Object.values(ENDPOINTS).flatMap((m) => Object.values(m) as Endpoint[]);
