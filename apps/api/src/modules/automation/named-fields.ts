import type { FieldValue, FilterCondition, RuleDraft, TicketFilter } from "@cloverdesk/contracts";

/** Library fields that a rule names, each with the values that go with it. A field may come several times. */
export function namedFields({ trigger, conditions, steps }: RuleDraft): { code: string; values: FieldValue[] }[] {
  const named = conditionsOf(conditions).flatMap(({ field, values }) =>
    field.startsWith("f:") ? [{ code: field.slice(2), values: [...values] as FieldValue[] }] : [],
  );
  if (trigger.on === "changed") named.push({ code: trigger.code, values: [...trigger.from, ...trigger.to] });
  for (const step of steps) if (step.do === "set") named.push({ code: step.code, values: [step.value] });
  return named;
}

function conditionsOf(filter: TicketFilter): FilterCondition[] {
  if ("all" in filter) return filter.all.flatMap(conditionsOf);
  if ("any" in filter) return filter.any.flatMap(conditionsOf);
  if ("not" in filter) return conditionsOf(filter.not);
  return [filter];
}
