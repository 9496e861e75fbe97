import type { identityEndpoints, Output, Parsed } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { presentPerson } from "../identity.presenter.ts";
import { listPeople as readPeople, listRoles as readRoles } from "../person.repo.ts";

type E = typeof identityEndpoints;

/** Newest first. The cursor is the id of the last one shown. */
export async function listPeople(ctx: AppContext, { cursor, limit }: Parsed<E["people"]>["query"]): Promise<Output<E["people"]>> {
  const rows = await readPeople(ctx.db.prisma, cursor ?? null, limit + 1);
  const shown = rows.slice(0, limit);
  return { items: shown.map(presentPerson), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

export async function listRoles(ctx: AppContext): Promise<Output<E["roles"]>> {
  const rows = await readRoles(ctx.db.prisma);
  return { items: rows.map(({ code, nameZh, nameEn }) => ({ code, name: { zh: nameZh, en: nameEn } })) };
}
