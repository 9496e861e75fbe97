import { callEvents } from "@cloverdesk/contracts";
import { type PhoneFault, parseDialable } from "@cloverdesk/rules/phone";
import { isPremium } from "@cloverdesk/rules/phone/premium";
import type { AppContext } from "../../../platform/app-context.ts";
import { type SqlTx, sqlTransaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { type CallerNumber, grantedCallerNumbers, linesOf, trunkOf, trunksOf } from "../../hotlines/index.ts";
import { readSettings } from "../../settings/index.ts";
import { dialedSince, openCallsOn, openCallsOnTrunk } from "../call.repo.ts";

const CLOSED: ReadonlySet<PhoneFault["reason"]> = new Set(["destination_closed", "satellite", "shared_charge"]);

/** The number as E.164; an error with the reason when it is none, or its destination is not open (B4). */
export async function dialableNumber(ctx: AppContext, text: string): Promise<string> {
  const { openCountries } = await readSettings(ctx.db.prisma);
  const number = parseDialable(text, { defaultCountry: "CN", openCountries });
  if (!number.ok && !CLOSED.has(number.reason)) throw new AppError("calls.number_invalid", { fields: { number: number.reason } });
  if (!number.ok)
    throw new Limited("calls.destination_closed", { rule: "destination", limit: openCountries.join(" "), seen: number.reason });
  if (isPremium(number.e164)) throw new Limited("calls.destination_closed", { rule: "destination", limit: "never", seen: "premium" });
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
    super(code, met.rule === "destination" ? { fields: { number: met.seen } } : met.rule === "dials_per_minute" ? { retryAfter: 60 } : {});
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
  const { dialsPerMinute } = await readSettings(rows);
  const dialed = await dialedSince(rows, personId, new Date(at.getTime() - MINUTE_MS));
  if (dialed >= dialsPerMinute)
    throw new Limited("calls.too_many_dialed", { rule: "dials_per_minute", limit: String(dialsPerMinute), seen: String(dialed) });
  const shown = pickCallerNumber(await grantedCallerNumbers(rows, personId), wish);
  const trunk = await trunkOf(ctx, rows, shown.number);
  await mustHaveLines(rows, shown);
  return { shown, trunk, mayDialAgain: (await trunksOf(rows, shown.number)).length > 1 };
}

/**
 * Calls in both directions take lines of the number and of its trunk. Counted without a lock: calls placed in the same moment may pass the last line together.
 * The carrier keeps its own count, also for what comes in.
 */
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
