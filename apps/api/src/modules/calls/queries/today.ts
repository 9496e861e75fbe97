import type { Today } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { maskingOf } from "../../settings/index.ts";
import { shownNumber } from "../contact.presenter.ts";
import { missedSince, todayOf } from "../today.repo.ts";

/** The person's day on the telephone. */
export async function todaysCalls(ctx: AppContext, { personId }: Actor): Promise<Today> {
  const reader = ctx.db.prisma;
  const [{ from, ...figures }, masking] = await Promise.all([todayOf(reader, personId, ctx.clock()), maskingOf(ctx)]);
  const missed = await missedSince(reader, personId, from);
  return {
    ...figures,
    from: from.toISOString(),
    missed: missed.map(({ number, at, ...call }) => ({ ...call, at: at.toISOString(), ...shownNumber(number, masking) })),
  };
}
