import type { Checklist } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { wasAnyCallAnswered } from "../../calls/index.ts";
import { countGroups } from "../../groups/index.ts";
import { countHotlines } from "../../hotlines/index.ts";
import { countPeople } from "../../identity/index.ts";

/** Counted each time: what was made elsewhere counts, and what was removed again does not. */
export async function checklist(ctx: AppContext): Promise<Checklist> {
  const reader = ctx.db.prisma;
  const [people, skillGroups, numbers, answeredCall] = await Promise.all([
    countPeople(reader),
    countGroups(reader),
    countHotlines(reader),
    wasAnyCallAnswered(reader),
  ]);
  return { people, skillGroups, ...numbers, answeredCall };
}
