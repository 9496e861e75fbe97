import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { count, version } from "../kernel/numbers.ts";
import { pageOf, pageQuery } from "../kernel/paging.ts";
import { id, ok } from "../kernel/shapes.ts";
import { rule, ruleDraft, rulePast, ruleRun, ruleTry, ruleVersion, runOutcome } from "./shapes.ts";

const ruleId = z.object({ ruleId: id });
const permission = "automation.edit" as const;

export const automationEndpoints = {
  list: endpoint({
    id: "automation.list",
    method: "GET",
    path: "/api/automation/rules",
    permission,
    summary: "Automatic tasks, in the order in which they look at a ticket",
    output: z.object({ items: z.array(rule) }),
  }),
  save: endpoint({
    id: "automation.save",
    method: "PUT",
    path: "/api/automation/rules/:ruleId",
    permission,
    summary: "Make an automatic task (`version` 0, paused and last; its id is chosen by the page) or save its next version",
    params: ruleId,
    body: z.object({ draft: ruleDraft, version }),
    output: rule,
    errors: ["automation.moved_on", "automation.too_many", "automation.draft_invalid", "automation.rule_unknown", "tickets.field_unknown"],
  }),
  start: endpoint({
    id: "automation.start",
    method: "POST",
    path: "/api/automation/rules/:ruleId/start",
    permission,
    summary: "Let an automatic task act from now on. `version` is what was looked at",
    params: ruleId,
    body: z.object({ version }),
    output: rule,
    errors: ["automation.moved_on", "automation.rule_unknown"],
  }),
  pause: endpoint({
    id: "automation.pause",
    method: "POST",
    path: "/api/automation/rules/:ruleId/pause",
    permission,
    summary: "Pause an automatic task. What it was about to do when it is paused is not made up for later",
    params: ruleId,
    output: rule,
    errors: ["automation.moved_on", "automation.rule_unknown"],
  }),
  remove: endpoint({
    id: "automation.remove",
    method: "DELETE",
    path: "/api/automation/rules/:ruleId",
    permission,
    summary: "Remove an automatic task; its log is kept for a while",
    params: ruleId,
    output: ok,
    errors: ["automation.moved_on", "automation.rule_unknown"],
  }),
  order: endpoint({
    id: "automation.order",
    method: "PUT",
    path: "/api/automation/order",
    permission,
    summary: "The order of all automatic tasks",
    body: z.object({ ids: z.array(id).min(1).max(200) }),
    output: z.object({ items: z.array(rule) }),
    errors: ["automation.moved_on"],
  }),
  versions: endpoint({
    id: "automation.versions",
    method: "GET",
    path: "/api/automation/rules/:ruleId/versions",
    permission,
    summary: "What an automatic task said, latest first (at most 100)",
    params: ruleId,
    output: z.object({ items: z.array(ruleVersion) }),
    errors: ["automation.rule_unknown"],
  }),
  runs: endpoint({
    id: "automation.runs",
    method: "GET",
    path: "/api/automation/rules/:ruleId/runs",
    permission,
    summary: "Log of an automatic task, latest first: each ticket it looked at, what it saw there and what it did",
    params: ruleId,
    query: pageQuery.extend({ outcome: runOutcome.optional() }),
    output: pageOf(ruleRun),
    errors: ["automation.rule_unknown"],
  }),
  try: endpoint({
    id: "automation.try",
    method: "POST",
    path: "/api/automation/try",
    permission,
    summary: "What an automatic task would do with one ticket now, by the same engine and without effect. Its trigger is taken as given",
    body: z.object({ draft: ruleDraft, number: count.min(1) }),
    output: ruleTry,
    errors: ["automation.ticket_unknown", "automation.draft_invalid", "tickets.field_unknown"],
  }),
  past: endpoint({
    id: "automation.past",
    method: "POST",
    path: "/api/automation/past",
    permission,
    summary:
      "For which tickets an automatic task would have acted in the last 30 days, by the events and values of then (due times as they are now); at most 20,000 events and three seconds",
    body: z.object({ draft: ruleDraft }),
    output: rulePast,
    errors: ["automation.draft_invalid", "tickets.field_unknown"],
  }),
} as const;
