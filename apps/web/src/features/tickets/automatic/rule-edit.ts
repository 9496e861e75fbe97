import type {
  Rule,
  RuleDraft,
  RuleStep,
  RuleStepKind,
  RuleTrigger,
  RuleTriggerKind,
  TicketField,
  TicketFilter,
} from "@cloverdesk/contracts";
import { type Built, fromFilter, isWhole, NOTHING, toFilter } from "../search/filter/conditions.ts";

/** A rule as it is edited. Steps may be unfinished; conditions are built in rows. */
export interface RuleEdit {
  name: string;
  trigger: RuleTrigger;
  by: RuleDraft["by"];
  /** Null: conditions deeper than what can be built here. `kept` has them as they are. */
  built: Built | null;
  kept: TicketFilter | null;
  steps: RuleStep[];
  stop: boolean;
}

export const ALWAYS: TicketFilter = { all: [] };
export const NEW_RULE: RuleEdit = {
  name: "",
  trigger: { on: "created" },
  by: [],
  built: NOTHING,
  kept: null,
  steps: [],
  stop: false,
};

export function editOf({ draft: { name, trigger, by, conditions, steps, stop } }: Pick<Rule, "draft">): RuleEdit {
  const built = fromFilter(conditions);
  return { name, trigger, by, built, kept: built === null ? conditions : null, steps, stop };
}

export const draftOf = ({ built, kept, ...edit }: RuleEdit, fields: readonly TicketField[]): RuleDraft => ({
  ...edit,
  name: edit.name.trim(),
  conditions: kept ?? (built && toFilter(built, fields)) ?? ALWAYS,
});

/** A trigger with what it needs most, when it is chosen. */
export function newTrigger(on: RuleTriggerKind): RuleTrigger {
  switch (on) {
    case "moved":
      return { on, nodes: [] };
    case "changed":
      return { on, code: "priority", from: [], to: [] };
    case "called":
      return { on, results: ["no_answer"], times: 1 };
    case "summarized":
      return { on, results: ["follow_up"] };
    case "due":
    case "idle":
      return { on, hours: 24 };
    default:
      return { on };
  }
}

export function newStep(kind: RuleStepKind): RuleStep {
  switch (kind) {
    case "assign":
      return { do: kind, to: { how: "load", groupId: "" } };
    case "set":
      return { do: kind, code: "priority", value: "high" };
    case "move":
      return { do: kind, typeId: "", node: "" };
    case "comment":
      return { do: kind, text: "" };
    case "urge":
      return { do: kind, note: "" };
    case "notify":
      return { do: kind, whom: ["handler"], text: "" };
  }
}

/** What is missing: `name`, `built`, `steps`, `steps.<place>`. An unfinished condition would make the rule act on more tickets than was meant. */
export function missingIn({ name, trigger, built, steps }: RuleEdit): string[] {
  const missing: string[] = [];
  if (name.trim() === "") missing.push("name");
  if ((trigger.on === "called" || trigger.on === "summarized") && trigger.results.length === 0) missing.push("trigger");
  if (built?.groups.some(({ conditions }) => !conditions.every(isWhole))) missing.push("built");
  if (steps.length === 0) missing.push("steps");
  for (const [place, step] of steps.entries()) if (!isFinished(step)) missing.push(`steps.${place}`);
  return missing;
}

function isFinished(step: RuleStep): boolean {
  switch (step.do) {
    case "assign":
      return step.to.how === "person" ? step.to.personId !== "" : step.to.groupId !== "";
    case "set":
      return step.value !== undefined;
    case "move":
      return step.node !== "";
    case "comment":
      return step.text.trim() !== "";
    case "notify":
      return step.whom.length > 0 && step.text.trim() !== "";
    case "urge":
      return true;
  }
}
