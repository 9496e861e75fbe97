import { agents } from "./agents.ts";
import { callbacks } from "./callbacks.ts";
import { calls } from "./calls.ts";
import { customers } from "./customers.ts";
import { exports } from "./exports.ts";
import { identity } from "./identity.ts";
import { notifications } from "./notifications.ts";
import { routing } from "./routing.ts";
import { shell } from "./shell.ts";
import { tickets } from "./tickets.ts";

export const texts = { shell, identity, agents, callbacks, calls, customers, exports, routing, tickets, notifications };
