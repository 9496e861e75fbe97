import type { Today } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { maskingOf } from "../../settings/index.ts";
import { shownNumber } from "../contact.presenter.ts";
import { beginOfDays } from "../days.repo.ts";
import { missedSince, todayOf } from "../today.repo.ts";

/** The person's day on the telephone. */
export async function todaysCalls(ctx: AppContext, { personId }: Actor): Promise<Today> {
  const reader = ctx.db.prisma;
  const { at: from, timeZone } = await beginOfDays(reader, ctx.clock(), 1);
  const [figures, missed, masking] = await Promise.all([
    todayOf(reader, personId, from),
    missedSince(reader, personId, from),
    maskingOf(ctx),
  ]);
  return {
    ...figures,
    from: from.toISOString(),
    timeZone,
    missed: missed.map(({ number, at, ...call }) => ({ ...call, at: at.toISOString(), ...shownNumber(number, masking) })),
  };
}
