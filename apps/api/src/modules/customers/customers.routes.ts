import { customerEndpoints as api } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { updateCustomer } from "./commands/update-customer.ts";
import { getCustomer } from "./queries/customer.ts";
import { searchCustomers } from "./queries/search.ts";
import { getTrack } from "./queries/track.ts";

export function mountCustomers(ctx: AppContext, mount: Mount): void {
  mount(api.search, ({ query }) => searchCustomers(ctx, query));
  mount(api.get, ({ actor, params }) => getCustomer(ctx, actor, params.customerId));
  mount(api.update, ({ actor, params, body }) => updateCustomer(ctx, actor, params.customerId, body));
  mount(api.track, ({ actor, params, query }) => getTrack(ctx, actor, params.customerId, query));
}
