import { membersOfGroup } from "../people.repo.ts";
import type { Story } from "./on-ticket.ts";

/** Whom a ticket concerns now: who has it, or the group that it waits in, or who made it. */
export async function whoHasIt({ tx, ticket: { handlerId, groupId, creatorId } }: Story): Promise<(string | null)[]> {
  if (handlerId) return [handlerId];
  return groupId ? membersOfGroup(tx.rows, groupId) : [creatorId];
}
