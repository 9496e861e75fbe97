import { installationEndpoints as api } from "@cloverdesk/contracts";
import type { AppContext } from "../../platform/app-context.ts";
import { languageOf } from "../../platform/http/error-mapper.ts";
import type { Mount } from "../../platform/http/mount.ts";
import { setUp } from "./commands/set-up.ts";
import { checklist } from "./queries/checklist.ts";
import { installationState } from "./queries/installation-state.ts";

/** The first start of an enterprise: from an empty database to the first call. */
export function registerInstallation(ctx: AppContext, mount: Mount): void {
  mount(api.state, () => installationState(ctx));
  mount(api.checklist, () => checklist(ctx));
  mount(api.setUp, async ({ body, req }) => {
    await setUp(ctx, body, req.ip ?? "", languageOf(req));
    return { ok: true as const };
  });
}
