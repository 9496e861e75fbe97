import { ticketEndpoints as e } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Mount } from "../../../platform/http/mount.ts";
import { listCallbacks } from "./callbacks.ts";
import { cancelCallback, finishCallback } from "./end-callback.ts";
import { makeCallback } from "./make-callback.ts";
import { moveCallback } from "./move-callback.ts";

export function mountCallbacks(ctx: AppContext, mount: Mount): void {
  mount(e.callbacks, ({ actor, query }) => listCallbacks(ctx, actor, query));
  mount(e.makeCallback, ({ actor, params, body }) => makeCallback(ctx, actor, params.callbackId, body));
  mount(e.moveCallback, ({ actor, params, body }) => moveCallback(ctx, actor, params.callbackId, body));
  mount(e.finishCallback, ({ actor, params, body }) => finishCallback(ctx, actor, params.callbackId, body.version));
  mount(e.cancelCallback, ({ actor, params, body }) => cancelCallback(ctx, actor, params.callbackId, body.version, body.note));
}
