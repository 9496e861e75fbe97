import { ticketMoveEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { moveToFlow, stopMove } from "./move-to-flow.ts";
import { openOnFlow } from "./open-on-flow.ts";

export function mountMove(ctx: AppContext, mount: Mount): void {
  mount(e.openOnFlow, ({ params }) => openOnFlow(ctx, params.typeId));
  mount(e.moveToFlow, ({ actor, params, body }) => moveToFlow(ctx, actor, params, body));
  mount(e.stopMove, ({ actor, params }) => stopMove(ctx, actor, params));
}
