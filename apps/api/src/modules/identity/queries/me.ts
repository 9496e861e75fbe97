import type { Language, Me } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { presentMe } from "../identity.presenter.ts";
import { memberships } from "../memberships.ts";
import { findCard } from "../person.repo.ts";

export async function getMe(ctx: AppContext, personId: string, preferred: Language): Promise<Me> {
  const [person, groups] = await Promise.all([findCard(ctx.db.prisma, personId), memberships.of(ctx)(ctx.db.prisma, personId)]);
  if (!person) throw new AppError("auth.required");
  return presentMe(person, groups, preferred);
}
