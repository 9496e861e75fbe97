import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { version } from "../../kernel/numbers.ts";
import { pageOf, pageQuery } from "../../kernel/paging.ts";
import { id, moment } from "../../kernel/shapes.ts";
import { line, phone } from "../../kernel/text.ts";
import { callback, callbackFor, callbackList } from "./shapes.ts";

const params = z.object({ callbackId: id });
const refused = ["callbacks.not_found", "callbacks.changed", "tickets.not_allowed"] as const;

export const callbackEndpoints = {
  callbacks: endpoint({
    id: "tickets.callbacks",
    method: "GET",
    path: "/api/callbacks",
    permission: "callbacks.work",
    summary: "Open callbacks, the earliest first: mine, or those that wait in my groups",
    query: pageQuery.extend({ list: callbackList.default("mine") }),
    output: pageOf(callback),
  }),
  makeCallback: endpoint({
    id: "tickets.makeCallback",
    method: "PUT",
    path: "/api/callbacks/:callbackId",
    permission: "callbacks.work",
    summary:
      "Promise the ticket's customer a call, for me or for whoever of the group is free; the page chooses the id, the same id again is the same callback",
    params,
    body: z.object({ ticketId: id, number: phone(), dueAt: moment, for: callbackFor, note: line(500).default("") }),
    output: callback,
    errors: [
      "tickets.not_found",
      "tickets.closed",
      "tickets.call_not_allowed",
      "callbacks.open_already",
      "callbacks.time_invalid",
      "callbacks.no_group",
      "calls.number_invalid",
    ],
  }),
  moveCallback: endpoint({
    id: "tickets.moveCallback",
    method: "POST",
    path: "/api/callbacks/:callbackId/move",
    permission: "callbacks.work",
    summary: "Move a callback to another time; `version` is the one that the page showed",
    params,
    body: z.object({ version, dueAt: moment }),
    output: callback,
    errors: [...refused, "callbacks.time_invalid"],
  }),
  finishCallback: endpoint({
    id: "tickets.finishCallback",
    method: "POST",
    path: "/api/callbacks/:callbackId/finish",
    permission: "callbacks.work",
    summary: "The customer was reached in another way: the callback is done. A call from its ticket does it by itself",
    params,
    body: z.object({ version }),
    output: callback,
    errors: refused,
  }),
  cancelCallback: endpoint({
    id: "tickets.cancelCallback",
    method: "POST",
    path: "/api/callbacks/:callbackId/cancel",
    permission: "callbacks.work",
    summary: "Cancel a callback",
    params,
    body: z.object({ version, note: line(500).default("") }),
    output: callback,
    errors: refused,
  }),
} as const;
