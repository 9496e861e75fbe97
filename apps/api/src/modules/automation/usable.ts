import type { RuleDraft, RuleStep } from "@cloverdesk/contracts";
import { checkValues } from "@cloverdesk/rules/form";
import { nodeOf } from "@cloverdesk/rules/ticket-flow";
import type { AppContext } from "../../platform/app-context.ts";
import { AppError } from "../../platform/http/app-error.ts";
import { filterSql, flowOf, isThere, memoryGround, setupOf } from "../tickets/index.ts";

/** Refuses what a rule could never do, naming each place: `trigger`, `steps.2`. Conditions are refused as a search refuses them. */
export async function mustBeUsable(ctx: AppContext, { trigger, conditions, steps }: RuleDraft): Promise<void> {
  filterSql(conditions, await memoryGround(ctx, ""));
  const { fields } = await setupOf(ctx);
  const faults: Record<string, string> = {};
  if (trigger.on === "changed" && !NOT_FIELDS.has(trigger.code) && !fields.has(trigger.code)) faults.trigger = "unknown_field";
  if (trigger.on === "moved")
    for (const place of trigger.nodes) {
      const [typeId = "", node = ""] = place.split("/");
      if (!(await isNode(ctx, typeId, node))) faults.trigger = "unknown_node";
    }
  for (const [place, step] of steps.entries()) {
    const fault = await faultOf(ctx, step);
    if (fault) faults[`steps.${place}`] = fault;
  }
  if (Object.keys(faults).length > 0) throw new AppError("automation.draft_invalid", { fields: faults });
}

/** What a rule may name beside fields of the library. */
export const NOT_FIELDS = new Set(["handler", "group", "category", "customer"]);

async function faultOf(ctx: AppContext, step: RuleStep): Promise<string | null> {
  switch (step.do) {
    case "assign": {
      const { to } = step;
      const target = to.how === "person" ? { personId: to.personId } : { skillGroupId: to.groupId };
      return (await isThere({ rows: ctx.db.prisma }, target)) ? null : "unknown_target";
    }
    case "set": {
      const { fields } = await setupOf(ctx);
      if (!fields.has(step.code)) return "unknown_field";
      if (fields.get(step.code)?.kind === "attachment") return "not_settable";
      const checked = checkValues(fields, { [step.code]: step.value });
      return checked.ok ? null : (checked.faults[step.code] ?? "invalid");
    }
    case "move":
      return (await isNode(ctx, step.typeId, step.node)) ? null : "unknown_node";
    default:
      return null;
  }
}

/** Whether the type's flow in force has the node. Tickets of an earlier version may lack it: then the step is refused for them. */
async function isNode(ctx: AppContext, typeId: string, node: string): Promise<boolean> {
  const type = (await setupOf(ctx)).types.get(typeId);
  if (!type || type.flowVersion === null) return false;
  return nodeOf(await flowOf(ctx, typeId, type.flowVersion), node) !== undefined;
}
