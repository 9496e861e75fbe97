import { agentEndpoints } from "./agents/endpoints.ts";
import { automationEndpoints } from "./automation/endpoints.ts";
import { callEndpoints } from "./calls/endpoints.ts";
import { categoryEndpoints } from "./categories/endpoints.ts";
import { customerEndpoints } from "./customers/endpoints.ts";
import { exportEndpoints } from "./exports/endpoints.ts";
import { groupEndpoints } from "./groups/endpoints.ts";
import { hotlineEndpoints } from "./hotlines/endpoints.ts";
import { identityEndpoints } from "./identity/endpoints.ts";
import { importEndpoints } from "./imports/endpoints.ts";
import { installationEndpoints } from "./installation/endpoints.ts";
import { jobEndpoints } from "./jobs/endpoints.ts";
import type { Endpoint } from "./kernel/endpoint.ts";
import { notificationEndpoints } from "./notifications/endpoints.ts";
import { routingEndpoints } from "./routing/endpoints.ts";
import { sipTraceEndpoints } from "./sip-traces/endpoints.ts";
import { ticketEndpoints } from "./tickets/endpoints.ts";
import { ticketExportEndpoints } from "./tickets/export/endpoints.ts";
import { ticketMoveEndpoints } from "./tickets/move/endpoints.ts";
import { ticketSetupEndpoints } from "./tickets/setup/endpoints.ts";
import { ticketUsageEndpoints } from "./tickets/usage/endpoints.ts";

/** Every endpoint there is, by module: what OpenAPI lists and what the permission matrix tests. */
export const ENDPOINTS = {
  identity: identityEndpoints,
  jobs: jobEndpoints,
  groups: groupEndpoints,
  hotlines: hotlineEndpoints,
  exports: exportEndpoints,
  imports: importEndpoints,
  customers: customerEndpoints,
  routing: routingEndpoints,
  agents: agentEndpoints,
  calls: callEndpoints,
  sipTraces: sipTraceEndpoints,
  categories: categoryEndpoints,
  ticketSetup: ticketSetupEndpoints,
  ticketMove: ticketMoveEndpoints,
  ticketUsage: ticketUsageEndpoints,
  tickets: ticketEndpoints,
  ticketExports: ticketExportEndpoints,
  automation: automationEndpoints,
  notifications: notificationEndpoints,
  installation: installationEndpoints,
} as const;
export const allEndpoints: Endpoint[] = Object.values(ENDPOINTS).flatMap((m) => Object.values(m) as Endpoint[]);
