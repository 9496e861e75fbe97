import { z } from "zod";
import { endpoint } from "../../kernel/endpoint.ts";
import { id } from "../../kernel/shapes.ts";
import { line } from "../../kernel/text.ts";
import { skipReason, worklist, worklistOrder, worklistScope } from "./shapes.ts";

export const worklistEndpoints = {
  worklist: endpoint({
    id: "tickets.worklist",
    method: "GET",
    path: "/api/worklist",
    permission: "tickets.work",
    summary: "The task that I have in hand",
    output: worklist,
  }),
  takeTask: endpoint({
    id: "tickets.takeTask",
    method: "POST",
    path: "/api/worklist/next",
    permission: "tickets.work",
    summary:
      "Next task: claims the next ticket to call, or answers the one in hand as long as it was not worked on; `task` is null when nothing is to do",
    body: z.object({ scope: worklistScope.default("all"), order: worklistOrder.default("due") }),
    output: worklist,
    errors: ["worklist.no_dialing", "worklist.off_duty", "worklist.in_call"],
  }),
  skipTask: endpoint({
    id: "tickets.skipTask",
    method: "POST",
    path: "/api/worklist/skip",
    permission: "tickets.work",
    summary: "Pass the task in hand by, with the reason: it goes back to where it came from and is not served to me for a while",
    body: z
      .object({ ticketId: id, reason: skipReason, note: line(500).default("") })
      .refine(({ reason, note }) => reason !== "other" || note !== "", { path: ["note"], message: "another reason needs words" }),
    output: worklist,
    errors: ["worklist.not_in_hand"],
  }),
} as const;
