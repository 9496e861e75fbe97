import type { Customer } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { AppError } from "../../../platform/http/app-error.ts";
import { maskingOf } from "../../settings/index.ts";
import { findCustomer } from "../customer.repo.ts";
import { presentCustomer } from "../customers.presenter.ts";

export async function getCustomer(ctx: AppContext, actor: Actor, id: string): Promise<Customer> {
  const [row, masking] = await Promise.all([findCustomer(ctx.db.prisma, id), maskingOf(ctx)]);
  if (!row) throw new AppError("customers.not_found");
  return presentCustomer(row, actor, masking.on);
}
