import { agentPushes } from "./agents/pushes.ts";
import { automationPushes } from "./automation/pushes.ts";
import { callPushes } from "./calls/pushes.ts";
import { categoryPushes } from "./categories/pushes.ts";
import { customerPushes } from "./customers/pushes.ts";
import { exportPushes } from "./exports/pushes.ts";
import { importPushes } from "./imports/pushes.ts";
import type { PushEvent } from "./kernel/push.ts";
import { connectionPushes } from "./kernel/realtime.ts";
import { notificationPushes } from "./notifications/pushes.ts";
import { routingPushes } from "./routing/pushes.ts";
import { settingPushes } from "./settings/pushes.ts";
import { callbackPushes } from "./tickets/callbacks/pushes.ts";
import { ticketSetupPushes } from "./tickets/setup/pushes.ts";
import { ticketViewPushes } from "./tickets/views/pushes.ts";
import { ticketPushes } from "./tickets/work/pushes.ts";
import { worklistPushes } from "./tickets/worklist/pushes.ts";

/** Every push there is, by name: the api's tests hold each that a page gets to its shape. */
export const PUSHES: ReadonlyMap<string, PushEvent> = new Map(
  [
    agentPushes,
    automationPushes,
    callbackPushes,
    callPushes,
    categoryPushes,
    connectionPushes,
    customerPushes,
    exportPushes,
    importPushes,
    notificationPushes,
    routingPushes,
    settingPushes,
    ticketPushes,
    ticketSetupPushes,
    ticketViewPushes,
    worklistPushes,
  ]
    .flatMap((pushes): PushEvent[] => Object.values(pushes))
    .map((event) => [event.name, event]),
);
