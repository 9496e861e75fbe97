import { callEvents } from "@cloverdesk/contracts";
import { type PhoneFault, parseDialable } from "@cloverdesk/rules/phone";
import { isPremium } from "@cloverdesk/rules/phone/premium";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type CallerNumber, grantedCallerNumbers, linesOf, trunkOf, trunksOf } from "../../hotlines/index.ts";
import { settingsOf } from "../../settings/index.ts";
import { dialedSince, openCallsOn, openCallsOnTrunk } from "../call.repo.ts";

const CLOSED: ReadonlySet<PhoneFault["reason"]> = new Set(["destination_closed", "satellite", "shared_charge"]);

/** The number as E.164; an error with the reason when it is none, or its destination is not open (B4). */
export async function dialableNumber(ctx: AppContext, text: string): Promise<string> {
  const { openCountries } = await settingsOf(ctx);
  const number = parseDialable(text, { defaultCountry: "CN", openCountries });
  if (!number.ok && !CLOSED.has(number.reason)) throw new AppError("calls.number_invalid", { fields: { number: number.reason } });
  if (!number.ok)
    throw new Limited("calls.destination_closed", { rule: "destination", limit: openCountries.join(" "), seen: number.reason });
  if (isPremium(number.e164)) throw new Limited("calls.destination_closed", { rule: "destination", limit: "premium", seen: number.e164 });
  return number.e164;
}

interface Met {
  rule: "destination" | "dials_per_minute" | "hotline_lines" | "trunk_lines";
  limit: string;
  seen: string;
}
/** A limit of calling out that was met. */
class Limited extends AppError {
  constructor(
    code: "calls.destination_closed" | "calls.too_many_dialed" | "calls.lines_full",
    readonly met: Met,
  ) {
    super(code, code === "calls.too_many_dialed" ? { retryAfter: 60 } : { fields: { number: met.seen } });
  }
}

/** Does what calls out, and keeps why it was not done when a limit was met: with the rule and the figures of that moment. */
export async function withinLimits<T>(ctx: AppContext, actor: Actor, number: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Limited)
      await sqlTransaction(ctx.db, actor, ctx.clock(), async (tx) =>
        tx.record(callEvents.dialRefused, { entityId: actor.personId, data: { number, ...error.met } }),
      );
    throw error;
  }
}

/** How a phone outside is called: the number of ours that it is shown, and the trunk. */
export interface WayOut {
  shown: CallerNumber;
  trunk: Awaited<ReturnType<typeof trunkOf>>;
  /** The number has another trunk, to be tried when this one does not take the call. */
  mayDialAgain: boolean;
}

const MINUTE_MS = 60_000;

/** @param wish the caller number that the person chose; without one the first that is granted to them */
export async function wayOut(
  ctx: AppContext,
  { rows, at }: Pick<SqlTx, "rows" | "at">,
  personId: string,
  wish: string | undefined,
): Promise<WayOut> {
  const { dialsPerMinute } = await settingsOf(ctx);
  const dialed = await dialedSince(rows, personId, new Date(at.getTime() - MINUTE_MS));
  if (dialed >= dialsPerMinute)
    throw new Limited("calls.too_many_dialed", { rule: "dials_per_minute", limit: String(dialsPerMinute), seen: String(dialed) });
  const shown = pickCallerNumber(await grantedCallerNumbers(rows, personId), wish);
  const trunk = await trunkOf(ctx, rows, shown.number);
  await mustHaveLines(rows, shown);
  return { shown, trunk, mayDialAgain: (await trunksOf(rows, shown.number)).length > 1 };
}

/** Calls in both directions take lines of the number and of its trunk. */
async function mustHaveLines(rows: SqlTx["rows"], { hotlineId, number }: CallerNumber): Promise<void> {
  const lines = await linesOf(rows, number);
  if (lines.hotlineLimit !== null) {
    const open = await openCallsOn(rows, hotlineId);
    if (open >= lines.hotlineLimit)
      throw new Limited("calls.lines_full", { rule: "hotline_lines", limit: String(lines.hotlineLimit), seen: String(open) });
  }
  const open = await openCallsOnTrunk(rows, lines.trunkId, lines.hotlinesOfTrunk);
  if (open >= lines.trunkLimit)
    throw new Limited("calls.lines_full", { rule: "trunk_lines", limit: String(lines.trunkLimit), seen: String(open) });
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
