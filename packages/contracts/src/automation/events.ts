import { domainEvent } from "../kernel/event.ts";

export const automationEvents = {
  ruleSaved: domainEvent({
    name: "automation.rule_saved",
    entity: "automation_rule",
    meaning: "An automatic task was made, or a new version of it saved.",
  }),
  ruleStarted: domainEvent({ name: "automation.rule_started", entity: "automation_rule", meaning: "An automatic task acts from now on." }),
  rulePaused: domainEvent({
    name: "automation.rule_paused",
    entity: "automation_rule",
    meaning: "An automatic task does not act until it is started again.",
  }),
  ruleRemoved: domainEvent({
    name: "automation.rule_removed",
    entity: "automation_rule",
    meaning: "An automatic task was removed; its log is kept.",
  }),
  rulesOrdered: domainEvent({
    name: "automation.rules_ordered",
    entity: "automation_rule",
    meaning: "Automatic tasks run in another order; `entityId` is that of the first one.",
  }),
} as const;
