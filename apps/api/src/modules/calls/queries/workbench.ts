import type { callEndpoints, Output } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { queueCounts } from "../../routing/index.ts";
import { endedContactIds, openContactIds } from "../contact.repo.ts";
import { loadContacts } from "./contacts.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the workbench shows after a reload: contacts in service, those ended in the last day or still without a summary, callers waiting. */
export async function workbench(ctx: AppContext, actor: Actor): Promise<Output<typeof callEndpoints.workbench>> {
  const reader = ctx.db.prisma;
  const since = new Date(ctx.clock().getTime() - DAY_MS);
  const [open, ended, waiting] = await Promise.all([
    openContactIds(reader, actor.personId),
    endedContactIds(reader, actor.personId, since),
    queueCounts(reader, actor.groupIds),
  ]);
  const contacts = await loadContacts(ctx, [...new Set([...open, ...ended])], actor.personId);
  return {
    inService: contacts.filter((contact) => contact.state !== "ended"),
    ended: contacts.filter((contact) => contact.state === "ended"),
    waiting: waiting.map(({ skillGroupId, name, waiting }) => ({ skillGroupId, name, waiting })),
  };
}
