import { parseDialable } from "@cloverdesk/rules/phone";
import type { AppContext } from "../../../platform/app-context.ts";
import type { SqlTx } from "../../../platform/db/transaction.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type CallerNumber, grantedCallerNumbers, trunkOf, trunksOf } from "../../hotlines/index.ts";

/** The number as E.164; an error with the reason when it cannot be called. */
export function dialableNumber(text: string): string {
  const number = parseDialable(text);
  if (!number.ok) throw new AppError("calls.number_invalid", { fields: { number: number.reason } });
  return number.e164;
}

/** How a phone outside is called: the number of ours that it is shown, and the trunk. */
export interface WayOut {
  shown: CallerNumber;
  trunk: Awaited<ReturnType<typeof trunkOf>>;
  /** The number has another trunk, to be tried when this one does not take the call. */
  mayDialAgain: boolean;
}

/** @param wish the caller number that the person chose; without one the first that is granted to them */
export async function wayOut(ctx: AppContext, { rows }: Pick<SqlTx, "rows">, personId: string, wish: string | undefined): Promise<WayOut> {
  const shown = pickCallerNumber(await grantedCallerNumbers(rows, personId), wish);
  const trunk = await trunkOf(ctx, rows, shown.number);
  return { shown, trunk, mayDialAgain: (await trunksOf(rows, shown.number)).length > 1 };
}

/** Only what the number groups grant; without a wish the first of them. */
function pickCallerNumber(granted: CallerNumber[], wish: string | undefined): CallerNumber {
  const [first] = granted;
  if (!first) throw new AppError("calls.no_caller_number");
  if (wish === undefined) return first;
  const wished = granted.find((each) => each.number === wish);
  if (!wished) throw new AppError("calls.caller_number_denied");
  return wished;
}
