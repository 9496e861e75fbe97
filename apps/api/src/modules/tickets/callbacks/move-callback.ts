import type { Callback } from "@cloverdesk/contracts";
import type { AppContext } from "../../../platform/app-context.ts";
import type { Actor } from "../../../platform/http/actor.ts";
import { mustBeAhead, onCallback, transition } from "./on-callback.ts";

/** Another time for a callback; people are told again when that has come. */
export const moveCallback = (
  ctx: AppContext,
  actor: Actor,
  callbackId: string,
  { version, dueAt: at }: { version: number; dueAt: string },
): Promise<Callback> =>
  onCallback(ctx, actor, callbackId, version, async (story, callback) => {
    const dueAt = new Date(at);
    mustBeAhead(dueAt, story.tx.at);
    await transition(story.tx, callback, "move", { dueAt });
    const changes = [{ code: "callback_at", before: callback.dueAt.toISOString(), after: dueAt.toISOString() }];
    await story.write("callback_moved", {}, { changes });
  });
