import { identityEvents, type Language, type Me } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { transaction } from "../../../platform/db/transaction.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { savePreferences } from "../person.repo.ts";
import { getMe } from "../queries/me.ts";

export interface Preferences {
  language?: Language;
  theme?: "light" | "dark" | "system";
}

export async function updatePreferences(ctx: AppContext, actor: Actor, wish: Preferences, preferred: Language): Promise<Me> {
  await transaction(ctx.db, actor, ctx.clock(), async (tx) => {
    await savePreferences(tx, actor.personId, wish);
    tx.record(identityEvents.preferencesChanged, { entityId: actor.personId, data: { ...wish } });
  });
  return getMe(ctx, actor.personId, preferred);
}
