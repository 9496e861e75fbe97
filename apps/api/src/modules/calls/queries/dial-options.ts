import type { callEndpoints, Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { grantedCallerNumbers } from "../../hotlines/index.ts";
import { maskingOf, settingsOf } from "../../settings/index.ts";
import { recentlyDialed } from "../records.repo.ts";

/** The caller numbers that my groups' number groups grant, and whom I called lately: where numbers are masked, only those that I typed. */
export async function dialOptions(ctx: AppContext, actor: Actor): Promise<Output<typeof callEndpoints.dialOptions>> {
  const [masking, { openCountries }] = await Promise.all([maskingOf(ctx), settingsOf(ctx)]);
  const [granted, recent] = await Promise.all([
    grantedCallerNumbers(ctx.db.prisma, actor.personId),
    recentlyDialed(ctx.db.prisma, actor.personId, masking.on),
  ]);
  return {
    openCountries,
    callerNumbers: granted.map(({ number, name, groupName }) => ({
      number,
      name,
      why: { zh: `号码组「${groupName}」授权`, en: `Granted by number group “${groupName}”` },
    })),
    recent: recent.map((each) => ({ number: each.number, name: each.name, at: each.at.toISOString() })),
  };
}
