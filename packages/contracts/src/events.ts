import { agentEvents } from "./agents/events.ts";
import { automationEvents } from "./automation/events.ts";
import { callEvents, recordingEvents } from "./calls/events.ts";
import { categoryEvents } from "./categories/events.ts";
import { customerEvents } from "./customers/events.ts";
import { exportEvents } from "./exports/events.ts";
import { groupEvents } from "./groups/events.ts";
import { hotlineEvents } from "./hotlines/events.ts";
import { identityEvents } from "./identity/events.ts";
import { importEvents } from "./imports/events.ts";
import type { DomainEvent } from "./kernel/event.ts";
import { notificationEvents } from "./notifications/events.ts";
import { queueEvents } from "./routing/events.ts";
import { settingEvents } from "./settings/events.ts";
import { callbackEvents } from "./tickets/callbacks/events.ts";
import { ticketImportEvents } from "./tickets/import/events.ts";
import { ticketMarkEvents } from "./tickets/marks/events.ts";
import { ticketPresenceEvents } from "./tickets/presence/events.ts";
import { ticketSetupEvents } from "./tickets/setup/events.ts";
import { ticketViewEvents } from "./tickets/views/events.ts";
import { ticketEvents } from "./tickets/work/events.ts";
import { worklistEvents } from "./tickets/worklist/events.ts";

/** Every event there is, by module: what docs/events.md lists. */
export const EVENTS = {
  identity: identityEvents,
  groups: groupEvents,
  hotlines: hotlineEvents,
  settings: settingEvents,
  categories: categoryEvents,
  notifications: notificationEvents,
  exports: exportEvents,
  imports: importEvents,
  customers: customerEvents,
  routing: queueEvents,
  agents: agentEvents,
  calls: callEvents,
  recordings: recordingEvents,
  tickets: ticketEvents,
  ticketImports: ticketImportEvents,
  ticketMarks: ticketMarkEvents,
  ticketPresence: ticketPresenceEvents,
  ticketSetup: ticketSetupEvents,
  ticketViews: ticketViewEvents,
  worklist: worklistEvents,
  callbacks: callbackEvents,
  automation: automationEvents,
} as const;
export const allEvents: DomainEvent[] = Object.values(EVENTS).flatMap((m) => Object.values(m) as DomainEvent[]);
