import type { SetupEntity } from "@cloverdesk/contracts";
import { queryClient } from "../../../shared/api/index.ts";
import { moment } from "../../../shared/hooks/index.ts";
import { currentLanguage } from "../../../shared/i18n/index.ts";
import { setupChangesQuery } from "../api/setup.ts";

/** Who saved a setting last and when, for telling a conflict; null when it cannot be told. */
export async function lastHand(entity: SetupEntity, entityId: string): Promise<string | null> {
  const answer = await queryClient.fetchQuery(setupChangesQuery(entity, entityId)).catch(() => null);
  const last = answer?.items[0];
  return last?.by ? `${last.by.name}, ${moment(last.at, currentLanguage())}` : null;
}
