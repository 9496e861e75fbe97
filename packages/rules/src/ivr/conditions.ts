import type { IvrNode } from "@cloverdesk/contracts";
import { chineseE164, readDialled, readNational } from "../phone/chinese.ts";
import { digitsOf } from "../phone/digits.ts";
import type { IvrContext } from "./types.ts";

type Condition = Extract<IvrNode, { kind: "condition" }>["when"];

/** Whether a condition holds for this call. */
export function holds(when: Condition, variables: Readonly<Record<string, string>>, context: IvrContext): boolean {
  switch (when.kind) {
    case "business_hours":
      return context.businessHours(context.now);
    case "caller_in": {
      const caller = comparable(context.callerNumber ?? "");
      return caller !== "" && when.numbers.some((number) => comparable(number) === caller);
    }
    case "customer_level":
      return context.customerLevel !== null && when.levels.includes(context.customerLevel);
    case "variable_equals":
      return Object.hasOwn(variables, when.name) && variables[when.name] === when.value;
  }
}

/** A number in one form, however it was typed into the list: E.164 where it can be told, else its bare digits, "" for `anonymous`. */
function comparable(number: string): string {
  const digits = digitsOf(number);
  const abroad = number.trim().startsWith("+") ? digits : digits.startsWith("00") ? digits.slice(2) : null;
  if (abroad !== null && !abroad.startsWith("86")) return `+${abroad}`;
  const chinese = abroad === null ? readDialled(digits) : readNational(abroad.slice(2));
  return chinese.kind === "fault" ? digits : chineseE164(chinese);
}
